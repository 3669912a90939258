import type { Language, Surface, SurfaceField, SurfaceType } from '@sdkgen/codegen';
import { type Api, type Declaration, type ObjectDeclaration, type Property, usageOf } from '@sdkgen/ir';
import { type Expected, expectedOf } from './expected.ts';
import type { Finding } from './finding.ts';
import { finding } from './operations.ts';
import { says } from './prose.ts';

type Add = (what: string, is: string, got: string) => Finding;

/** Types that callers get, against the document: those they pass are compared with the operations' arguments. */
export function compareTypes(api: Api, language: Language, surface: Surface): Finding[] {
  const expected = expectedOf(api, language.surface.manner);
  const there = new Map(surface.types.map((type) => [type.name, type]));
  const usage = usageOf(api);
  // A schema nothing refers to any more is nobody's: SDKs may have it or not.
  const isUsed = ({ id }: Declaration): boolean => usage(id).request || usage(id).response;
  const given = [...api.declarations.values()].filter((one) => isUsed(one) && isGiven(one));
  return given.flatMap((declaration) => {
    const name = language.surface.manner.type(declaration.name);
    const add: Add = (what, is, got) =>
      finding(language, null, [], `type ${declaration.name.wire}${what ? ` › ${what}` : ''}`, is, got);
    const found = there.get(name);
    return found ? compareType(language, expected, declaration, found, add) : [add('', name, 'none')];
  });
}

const isGiven = (declaration: Declaration): boolean => declaration.kind !== 'object' || declaration.usage.response;

function compareType(
  language: Language,
  expected: Expected,
  declaration: Declaration,
  found: SurfaceType,
  add: Add,
): Finding[] {
  const { description, summary, deprecated } = declaration.docs;
  const docs = description || summary;
  return [
    ...(says(found.docs, found.name, docs, language.surface.manner) ? [] : [add('docs', docs, found.docs)]),
    ...(found.isDeprecated === deprecated ? [] : [add('deprecated', String(deprecated), String(found.isDeprecated))]),
    ...(declaration.kind === 'object' ? compareFields(language, expected, declaration, found, add) : []),
    ...(declaration.kind === 'enum'
      ? compareValues(
          declaration.members.map(({ value }) => String(value)),
          found,
          add,
        )
      : []),
  ];
}

function compareValues(is: readonly string[], { values }: SurfaceType, add: Add): Finding[] {
  return is.join() === values.join() ? [] : [add('values', is.join(', '), values.join(', '))];
}

function compareFields(
  language: Language,
  expected: Expected,
  { properties, usage }: ObjectDeclaration,
  found: SurfaceType,
  add: Add,
): Finding[] {
  const { manner } = language.surface;
  const isBoth = usage.request && usage.response;
  const wanted = properties
    .filter(({ access }) => access !== 'write')
    .map((property) => [manner.field(property.name), property] as const);
  const names = new Set(wanted.map(([name]) => name));
  const there = new Map(found.fields.map((field) => [field.name, field]));
  const more = found.fields.filter(({ name }) => !names.has(name) && !/^extra$/i.test(name));
  return [
    ...more.map(({ name }) => add(name, 'no such member', name)),
    ...wanted.flatMap(([name, property]) => {
      const field = there.get(name);
      return field ? compareField(language, expected, property, field, isBoth, add) : [add(name, 'a member', 'none')];
    }),
  ];
}

function compareField(
  language: Language,
  expected: Expected,
  property: Property,
  field: SurfaceField,
  isBoth: boolean,
  add: Add,
): Finding[] {
  const is = expected.member(property.type, property.required, 'result');
  // Where one type is both passed and given, its members may be what either is.
  const types = [is.type, ...(isBoth ? [expected.member(property.type, property.required, 'input').type] : [])];
  const docs = property.docs.description || property.docs.summary;
  return [
    ...(types.includes(field.type) ? [] : [add(`${field.name} › type`, is.type, field.type)]),
    ...(field.isRequired === is.isRequired
      ? []
      : [add(`${field.name} › always there`, String(is.isRequired), String(field.isRequired))]),
    ...(says(field.docs, field.name, docs, language.surface.manner)
      ? []
      : [add(`${field.name} › docs`, docs, field.docs)]),
  ];
}
