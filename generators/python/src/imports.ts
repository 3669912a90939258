import { Lexeme } from '@sdkgen/codegen';
import { dotted, identifier, relative } from './literals.ts';

/** Modules that are neither the standard library's nor the package's. */
const BESIDE: readonly string[] = ['plan', 'typing_extensions'];

/** The imports of one module, collected while it is rendered and printed in the order the linter wants. */
export class Imports {
  readonly #modules = new Map<string, string>();
  readonly #members = new Map<string, Set<string>>();
  readonly #typing = new Set<string>();
  readonly #package: string;

  /** For a module outside the package: the package's name, which its relative imports become. */
  constructor(name = '') {
    this.#package = name;
  }

  /** `import datetime as dt`. */
  module(name: string, alias: string): string {
    this.#modules.set(name, alias);
    return alias;
  }

  /** `from typing import Any`; the name again, to be printed. */
  from(module: string, name: string): string {
    const found = module.startsWith('.') && this.#package ? this.#absolute(module) : module;
    const members = this.#members.get(found) ?? new Set();
    this.#members.set(found, members.add(name));
    return name;
  }

  /** Imports what was asked for so far under another name, for the module to make a variable of; the variables. */
  variables(module: string, names: readonly string[]): { name: Lexeme; imported: Lexeme }[] {
    const members = this.#members.get(module) ?? new Set();
    return names
      .filter((name) => members.delete(name))
      .map((name) => {
        members.add(`${name} as _${name}`);
        return { name: identifier(name), imported: identifier(`_${name}`) };
      });
  }

  /** From `typing_extensions`, which type checkers always have; nothing of it is there when the module runs. */
  typing(name: string): void {
    this.#typing.add(name);
  }

  /** The names only type checkers see; empty when there are none. */
  get checked(): Lexeme {
    return Lexeme.join([...this.#typing].sort(compareMembers).map(identifier), ', ');
  }

  get isTyping(): boolean {
    return this.#typing.size > 0;
  }

  /** What is not imported elsewhere. */
  without(others: Imports): Imports {
    const left = new Imports(this.#package);
    for (const [name, alias] of this.#modules) if (!others.#modules.has(name)) left.module(name, alias);
    for (const [module, members] of this.#members)
      for (const member of members) if (!others.#members.get(module)?.has(member)) left.from(module, member);
    return left;
  }

  /** Sections as the linter sorts them: the standard library, then our own. */
  get sections(): { lines: Lexeme[] }[] {
    if (this.isTyping) this.from('typing', 'TYPE_CHECKING');
    const isOwn = (name: string) =>
      name.startsWith('.') || (this.#package !== '' && name.split('.')[0] === this.#package);
    const own = [...this.#members.keys()].filter(isOwn);
    const beside = [...this.#members.keys()].filter((name) => BESIDE.includes(name));
    const standard = [...this.#members.keys()].filter((name) => !isOwn(name) && !BESIDE.includes(name));
    const modules = [...this.#modules].sort(byName).map(([name, alias]) => moduleLine(name, alias));
    const sections = [[...modules, ...this.#lines(standard)], this.#lines(beside), this.#lines(own)];
    return sections.filter((lines) => lines.length > 0).map((lines) => ({ lines }));
  }

  #absolute(module: string): string {
    return module === '.' ? this.#package : `${this.#package}${module}`;
  }

  #lines(modules: readonly string[]): Lexeme[] {
    return [...modules].sort(compareModules).flatMap((module) => {
      const members = [...(this.#members.get(module) ?? [])].sort(compareMembers);
      // The linter wants renamed members on lines of their own.
      const renamed = members.filter((member) => member.includes(' '));
      const plain = members.filter((member) => !member.includes(' '));
      const lines = [...renamed.map((member) => [member]), ...(plain.length > 0 ? [plain] : [])];
      return lines.sort(([a = ''], [b = '']) => compareMembers(a, b)).map((line) => fromLine(module, line));
    });
  }
}

/** For a module whose annotations need nothing beyond what it needs to run. */
export function both(imports: Imports): { imports: Imports; hints: Imports } {
  return { imports, hints: imports };
}

function moduleLine(name: string, alias: string): Lexeme {
  return name === alias
    ? Lexeme.code`import ${dotted(name)}`
    : Lexeme.code`import ${dotted(name)} as ${identifier(alias)}`;
}

function fromLine(module: string, members: readonly string[]): Lexeme {
  return Lexeme.code`from ${relative(module)} import ${Lexeme.join(members.map(memberLexeme), ', ')}`;
}

/** `name` or `name as alias`. */
function memberLexeme(member: string): Lexeme {
  return Lexeme.join(member.split(' as ').map(identifier), ' as ');
}

/** Nearer packages later; within one, by name. */
function compareModules(a: string, b: string): number {
  const depth = (name: string) => /^\.*/.exec(name)?.[0].length ?? 0;
  return depth(b) - depth(a) || compare(a.toLowerCase(), b.toLowerCase());
}

/** Constants, then classes, then the rest. */
function compareMembers(a: string, b: string): number {
  return kindOf(a) - kindOf(b) || natural(a.toLowerCase(), b.toLowerCase()) || natural(a, b);
}

/** Numbers in names by their value, unless they begin with a zero. */
function natural(a: string, b: string): number {
  const left: readonly string[] = a.match(/\d+|\D/g) ?? [];
  const right: readonly string[] = b.match(/\d+|\D/g) ?? [];
  for (const [at, token] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    const areNumbers = /^[1-9]/.test(token) && /^[1-9]/.test(other);
    const order = (areNumbers ? token.length - other.length : 0) || compare(token, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function kindOf(member: string): number {
  if (/^\p{Lu}[\p{Lu}\p{N}_]+$/u.test(member)) return 0;
  return /^_*\p{Lu}/u.test(member) ? 1 : 2;
}

const byName = ([a]: readonly [string, string], [b]: readonly [string, string]): number => compare(a, b);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
