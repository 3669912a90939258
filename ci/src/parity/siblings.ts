import type { Language, Surface, SurfaceField } from '@sdkgen/codegen';
import type { Api } from '@sdkgen/ir';
import type { Finding } from './finding.ts';
import { withoutOwn } from './prose.ts';

export interface Sibling {
  readonly language: Language;
  readonly surface: Surface;
}

/**
 * What the document leaves to the SDKs, such as how bounds are told, must be the same in all: where one says something else
 * than most, it is that one.
 */
export function compareSiblings(api: Api, siblings: readonly Sibling[]): Finding[] {
  return [...argumentDocs(api, siblings), ...fieldDocs(api, siblings), ...errorLists(api, siblings)];
}

interface Said {
  readonly language: string;
  readonly text: string;
}

function argumentDocs(api: Api, siblings: readonly Sibling[]): Finding[] {
  return api.operations.flatMap((operation) =>
    operation.arguments.flatMap((argument) => {
      const said = siblings.flatMap(({ language, surface }) => {
        const { manner } = language.surface;
        const found = surface.operations.find(({ name }) => name === manner.operation(operation.name));
        return saidOf(language, found?.arguments ?? [], manner.argument(argument.name));
      });
      const isBulkList = operation.shape.kind === 'bulk' && argument.name.wire === operation.shape.items;
      const what = `${operation.name.wire} › ${argument.name.wire} › docs`;
      const isSaid = (argument.docs.description || argument.docs.summary) !== '';
      return isBulkList || !isSaid ? [] : odd(said, what, operation.name.wire, ['docs']);
    }),
  );
}

function fieldDocs(api: Api, siblings: readonly Sibling[]): Finding[] {
  return [...api.declarations.values()].flatMap((declaration) => {
    if (declaration.kind !== 'object' || !declaration.usage.response) return [];
    return declaration.properties.flatMap((property) => {
      const said = siblings.flatMap(({ language, surface }) => {
        const { manner } = language.surface;
        const found = surface.types.find(({ name }) => name === manner.type(declaration.name));
        return saidOf(language, found?.fields ?? [], manner.field(property.name));
      });
      return odd(said, `type ${declaration.name.wire} › ${property.name.wire} › docs`, null, []);
    });
  });
}

function saidOf(language: Language, fields: readonly SurfaceField[], name: string): Said[] {
  const field = fields.find((one) => one.name === name);
  return field ? [{ language: language.id, text: withoutOwn(field.docs, language.surface.manner) }] : [];
}

function errorLists(api: Api, siblings: readonly Sibling[]): Finding[] {
  return api.operations.flatMap((operation) => {
    const said = siblings.flatMap(({ language, surface }) => {
      const { manner } = language.surface;
      const found = surface.operations.find(({ name }) => name === manner.operation(operation.name));
      const known = new Set(surface.errors.filter(({ base }) => base !== null).map(({ name }) => name));
      const names = (found?.errors ?? []).filter((name) => known.has(name)).map((name) => name.replace(/Error$/, ''));
      return found ? [{ language: language.id, text: names.sort().join(', ') }] : [];
    });
    return odd(said, `${operation.name.wire} › errors`, operation.name.wire, ['docs']);
  });
}

/** Those who differ from what most say; of two who differ, all but the first. */
function odd(said: readonly Said[], what: string, operation: string | null, features: readonly string[]): Finding[] {
  const groups = [...Map.groupBy(said, ({ text }) => text)].toSorted(([, a], [, b]) => b.length - a.length);
  const [most, ...others] = groups;
  return others.flatMap(([got, languages]) =>
    languages.map(({ language }) => ({
      check: 'siblings' as const,
      language,
      operation,
      features,
      what,
      expected: most?.[0] ?? '',
      got,
    })),
  );
}
