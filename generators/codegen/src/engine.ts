import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import { Lexeme } from './lexeme.ts';

/** Prints a view through one template, by its path below the folder without `.hbs`. */
export type Render = (template: string, view: object) => string;

// Fails closed: whatever a template prints passes here, and only a lexeme gets through. The module object is shared by
// every Handlebars environment, so this is done once for the process and nothing can opt out.
Handlebars.Utils.escapeExpression = (value: unknown): string => {
  if (value instanceof Lexeme) return value.toString();
  throw new TypeError(`a template printed ${typeof value} ${JSON.stringify(value)}; the view must make it a lexeme`);
};

const COMPILE: CompileOptions = {
  strict: true,
  knownHelpersOnly: true,
  explicitPartialContext: true,
  // The view is the only source of names; built-in helpers are the only helpers.
  knownHelpers: { each: true, if: true, unless: true, with: true },
  preventIndent: false,
};

/** Templates of the folders, each compiled on its first use. Later folders win, so a language can refine a shared skeleton. */
export function createRender(folders: readonly URL[]): Render {
  const environment = Handlebars.create();
  for (const helper of ['log', 'lookup', 'blockHelperMissing', 'helperMissing']) environment.unregisterHelper(helper);
  environment.registerHelper('blockHelperMissing', refuseBlock);
  const templates = new Map(
    folders
      .flatMap((folder) => readTemplates(fileURLToPath(folder)))
      .map(([name, source]) => [name, environment.compile(source, COMPILE)]),
  );
  environment.registerPartial(Object.fromEntries(templates));
  return (name, view) => {
    const template = templates.get(name);
    if (!template) throw new Error(`no template ${name}`);
    return template(view);
  };
}

function refuseBlock(): never {
  throw new TypeError('a template opens a block on a value; use #if on an is… or has… boolean, or #each on a list');
}

function readTemplates(folder: string): [name: string, source: string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [
      relative(folder, path)
        .replaceAll('\\', '/')
        .replace(/\.hbs$/, ''),
      readFileSync(path, 'utf8'),
    ]);
}
