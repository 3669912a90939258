import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import Handlebars from 'handlebars';

const HELPERS = new Set(['each', 'if', 'unless', 'with']);
const CONDITIONS = new Set(['if', 'unless']);
const CONDITION = /^(is|has)[A-Z0-9]/;

/** Templates by their name for partials: the path without `.hbs`. */
export function readTemplates(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
    .map((entry) => join(entry.parentPath, entry.name));
  const nameOf = (path: string): string =>
    relative(folder, path)
      .split(sep)
      .join('/')
      .replace(/\.hbs$/, '');
  return new Map(files.map((path) => [nameOf(path), readFileSync(path, 'utf8')]));
}

/** What a template does beyond laying out text that its view prepared; each finding with its line. */
export function lintTemplate(source: string, partials: ReadonlySet<string>): string[] {
  const lint = new Lint(partials);
  lint.accept(Handlebars.parse(source));
  return lint.findings;
}

class Lint extends Handlebars.Visitor {
  readonly findings: string[] = [];
  readonly #partials: ReadonlySet<string>;

  constructor(partials: ReadonlySet<string>) {
    super();
    this.#partials = partials;
  }

  override MustacheStatement(node: hbs.AST.MustacheStatement): void {
    if (!node.escaped) this.#find(node, 'prints without the escape');
    if (node.params.length > 0 || node.hash?.pairs.length) this.#find(node, `calls ${pathOf(node.path)}`);
    super.MustacheStatement(node);
  }

  override BlockStatement(node: hbs.AST.BlockStatement): void {
    const helper = pathOf(node.path);
    if (!HELPERS.has(helper)) this.#find(node, `opens a block on ${helper}`);
    if (CONDITIONS.has(helper) && !CONDITION.test(lastPart(node.params[0]))) {
      this.#find(node, `asks ${pathOf(node.params[0])}, which is no is… or has… of the view`);
    }
    if (isChained(node.inverse)) this.#find(node, 'has an else if, which wants to be a field of the view');
    super.BlockStatement(node);
  }

  override PartialStatement(node: hbs.AST.PartialStatement): void {
    const name = pathOf(node.name);
    if (!this.#partials.has(name)) this.#find(node, `includes ${name}, which is no template`);
    super.PartialStatement(node);
  }

  override PartialBlockStatement(node: hbs.AST.PartialBlockStatement): void {
    this.#find(node, 'passes a block to a partial');
  }

  override SubExpression(node: hbs.AST.SubExpression): void {
    this.#find(node, `calls ${pathOf(node.path)}`);
  }

  override Decorator(node: hbs.AST.Decorator): void {
    this.#find(node, 'decorates');
  }

  override DecoratorBlock(node: hbs.AST.DecoratorBlock): void {
    this.#find(node, 'decorates');
  }

  #find(node: hbs.AST.Node, what: string): void {
    this.findings.push(`line ${node.loc.start.line} ${what}`);
  }
}

// Handlebars marks `else if` so; its types leave the mark out.
const isChained = (block: (hbs.AST.Program & { chained?: boolean }) | undefined): boolean => block?.chained ?? false;

/** Its text where the expression is a plain path or literal; otherwise nothing that any rule admits. */
function pathOf(node: hbs.AST.Node | undefined): string {
  return node && 'original' in node ? String(node.original) : '(an expression)';
}

function lastPart(node: hbs.AST.Node | undefined): string {
  return pathOf(node).split(/[./]/).at(-1) ?? '';
}
