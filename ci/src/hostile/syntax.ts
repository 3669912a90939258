import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Node } from '@vscode/tree-sitter-wasm';
import { CANARY } from './payloads.ts';
import { typescriptSyntax } from './typescript-syntax.ts';

const require = createRequire(import.meta.url);
const { Language, Parser } = require('@vscode/tree-sitter-wasm') as typeof import('@vscode/tree-sitter-wasm');
const GRAMMARS = join(require.resolve('@vscode/tree-sitter-wasm'), '..');

/** Which grammar reads a file, by the end of its name. */
const GRAMMAR_OF: Readonly<Record<string, string>> = {
  py: 'python',
  pyi: 'python',
  rs: 'rust',
  go: 'go',
};

/** Leaves whose text is data in every grammar here. */
const DATA =
  /^(string_content|string_fragment|escape_sequence|escape_interpolation|comment|line_comment|block_comment|doc_comment|raw_string_literal_content|interpreted_string_literal_content|char_literal|rune_literal|regex_pattern|hash_bang_line|raw_string_literal|interpreted_string_literal|string)$/;

export interface Leaf {
  readonly text: string;
  readonly line: number;
}

export interface Comment extends Leaf {
  readonly column: number;
}

/** Of a source file: where it does not parse, its words that are code, its comments. */
export interface Syntax {
  readonly errors: string[];
  readonly code: Leaf[];
  readonly comments: Comment[];
}

const parsers = new Map<string, Promise<InstanceType<typeof Parser>>>();

async function load(grammar: string): Promise<InstanceType<typeof Parser>> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(join(GRAMMARS, `tree-sitter-${grammar}.wasm`)));
  return parser;
}

/** What the language's grammar makes of a file. Null: it is no source file. */
export async function syntaxOf(path: string, text: string): Promise<Syntax | null> {
  if (/\.[mc]?[jt]s$/.test(path)) return typescriptSyntax(path, text);
  const grammar = GRAMMAR_OF[path.split('.').at(-1) ?? ''];
  if (!grammar) return null;
  const parser = parsers.get(grammar) ?? load(grammar);
  parsers.set(grammar, parser);
  const tree = (await parser).parse(text);
  if (!tree) return { errors: ['no tree'], code: [], comments: [] };
  const syntax: Syntax = { errors: [], code: [], comments: [] };
  // Walking a tree costs a hundred times what parsing does, and most files hold nothing of the payload.
  if (tree.rootNode.hasError || text.includes(CANARY)) visit(tree.rootNode, syntax);
  tree.delete();
  return syntax;
}

function visit(node: Node, into: Syntax): void {
  const line = node.startPosition.row + 1;
  if (node.isError || node.isMissing) into.errors.push(`line ${line}: ${node.text.slice(0, 80)}`);
  if (node.type.endsWith('comment')) {
    into.comments.push({ text: node.text, line, column: node.startPosition.column });
    return;
  }
  if (node.childCount === 0) {
    if (!DATA.test(node.type)) into.code.push({ text: node.text, line });
    return;
  }
  for (const child of node.children) if (child) visit(child, into);
}
