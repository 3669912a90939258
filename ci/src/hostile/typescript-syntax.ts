import ts from 'typescript';
import { CANARY } from './payloads.ts';
import type { Syntax } from './syntax.ts';

/** By the compiler's own parser: grammars of others lag behind what TypeScript has. */
export function typescriptSyntax(path: string, text: string): Syntax {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const at = (position: number) => source.getLineAndCharacterOfPosition(position);
  // The only place where the compiler keeps what it could not parse.
  const { parseDiagnostics } = source as unknown as { parseDiagnostics: readonly ts.DiagnosticWithLocation[] };
  const syntax: Syntax = {
    errors: parseDiagnostics.map(
      ({ start, messageText }) => `line ${at(start).line + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    ),
    code: [],
    comments: [],
  };
  if (!text.includes(CANARY)) return syntax;
  const comment = (position: number, end: number) => {
    const { line, character } = at(position);
    syntax.comments.push({ text: text.slice(position, end), line: line + 1, column: character });
  };
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(source).filter((child) => !ts.isJSDoc(child));
    for (const child of children) visit(child);
    if (children.length > 0) return;
    for (const { pos, end } of ts.getLeadingCommentRanges(text, node.pos) ?? []) comment(pos, end);
    for (const { pos, end } of ts.getTrailingCommentRanges(text, node.end) ?? []) comment(pos, end);
    if (!isData(node)) syntax.code.push({ text: node.getText(source), line: at(node.getStart(source)).line + 1 });
  };
  visit(source);
  return syntax;
}

function isData(node: ts.Node): boolean {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node) ||
    node.kind === ts.SyntaxKind.RegularExpressionLiteral
  );
}
