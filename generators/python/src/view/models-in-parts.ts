import { type Api, type Declaration, type DeclarationId, unreachable } from '@sdkgen/ir';
import { Imports } from '../imports.ts';
import { inputDeclarations } from '../inputs.ts';
import { identifier } from '../literals.ts';
import { modelsContext, modelsView, moduleOf, resultsView, typesView } from './models.ts';
import type { Source } from './module.ts';

/**
 * Steps of a module that type checkers follow one by one. pyright gives up on a module beyond 30,000 of them, and takes time by
 * their square.
 */
const MOST_STEPS = 15_000;
const STEPS_OF_A_PART = 6_000;

interface Module {
  readonly name: string;
  readonly view: object;
}

/** `models.py`; for a large document also the modules it gathers its types from. */
export function modelsModules(source: Source): Module[] {
  const parts = partsOf(source.api);
  if (parts.length === 1) return [{ name: 'models', view: modelsView(source) }];
  const names = parts.map((_, at) => `_models_${String(at + 1).padStart(2, '0')}`);
  const homes = new Map(parts.flatMap((part, at) => part.map(({ id }) => [id, names[at] ?? ''] as const)));
  return [
    { name: 'models', view: gathered(source, homes) },
    ...parts.map((part, at) => ({ name: names[at] ?? '', view: partView(source, part, homes) })),
  ];
}

/** Whether the document is too large for one module of types. */
export function isInParts(api: Api): boolean {
  return partsOf(api).length > 1;
}

function partsOf(api: Api): Declaration[][] {
  const inputs = inputDeclarations(api);
  const declared = [...api.declarations.values()].map((one) => ({ one, steps: stepsOf(one, inputs.has(one.id)) }));
  const total = declared.reduce((sum, { steps }) => sum + steps, 0);
  const parts: Declaration[][] = [[]];
  let room = total > MOST_STEPS ? STEPS_OF_A_PART : total;
  for (const { one, steps } of declared) {
    if (room < steps) {
      parts.push([]);
      room = STEPS_OF_A_PART;
    }
    parts.at(-1)?.push(one);
    room -= steps;
  }
  return parts;
}

/** Statements at the top of the module and in class bodies, and calls in them, as the templates print them. */
function stepsOf(declaration: Declaration, isInput: boolean): number {
  switch (declaration.kind) {
    case 'object':
      return 10 + declaration.properties.length * (isInput ? 4 : 3);
    case 'enum':
      return 5 + declaration.members.length * 3;
    case 'union':
    case 'alias':
      return 3;
    default:
      return unreachable(declaration);
  }
}

/**
 * Types refer to each other in circles, across parts as within one. So a part imports the others' types below its own: whichever
 * is imported first, each finds the classes of those before it made. What needs them at once stands below the imports.
 */
function partView(source: Source, part: readonly Declaration[], homes: ReadonlyMap<DeclarationId, string>): object {
  const late = new Imports();
  const own = homes.get(part[0]?.id ?? '');
  const context = modelsContext(source, (id, name) => {
    const home = homes.get(id);
    if (home && home !== own) late.from(`.${home}`, name);
  });
  return moduleOf(source, context, typesView(part, context), { outcomes: [], headers: [] }, { late });
}

/** The types of all parts, and what operations give beside them. */
function gathered(source: Source, homes: ReadonlyMap<DeclarationId, string>): object {
  const { api, py } = source;
  const inputs = inputDeclarations(api);
  const context = modelsContext(source);
  const names = [...homes].flatMap(([id, home]) => {
    const found = py.types.get(id);
    const isDict = api.declarations.get(id)?.kind === 'object' && inputs.has(id);
    return [found?.type ?? '', ...(isDict ? [found?.dict ?? ''] : [])].map((name) =>
      identifier(context.imports.from(`.${home}`, name)),
    );
  });
  return moduleOf(source, context, { declarations: [], dicts: [] }, resultsView(source, context), { others: names });
}
