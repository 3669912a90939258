import {
  type Argument,
  type Body,
  type Declaration,
  type DeclarationId,
  joinNames,
  type Name,
  nameOf,
  type Parameter,
} from '@sdkgen/ir';
import type { Draft } from './operation.ts';

/** What a caller passes: parameters, then the body's members (or the body itself), required ones first. */
export function argumentsOf(declarations: ReadonlyMap<DeclarationId, Declaration>, draft: Draft): Argument[] {
  const { parameters, body, fixed } = draft;
  const all = [
    ...parameters.filter(({ filledBy }) => filledBy === 'caller').map(ofParameter),
    ...ofBody(declarations, body).filter(
      ({ at }) => !(at.in === 'member' && fixed.some(({ wire }) => wire === at.wire)),
    ),
  ];
  const distinct = distinguish(all);
  return [...distinct.filter(({ required }) => required), ...distinct.filter(({ required }) => !required)];
}

function ofParameter(parameter: Parameter): Argument {
  const { name, type, required, docs } = parameter;
  return { name, type, required, default: parameter.default, docs, at: { in: parameter.in, parameter } };
}

function ofBody(declarations: ReadonlyMap<DeclarationId, Declaration>, body: Body | null): Argument[] {
  if (!body) return [];
  const declaration = body.flattened && body.type.kind === 'reference' ? declarations.get(body.type.id) : undefined;
  if (declaration?.kind !== 'object') return [wholeBody(body)];
  return declaration.properties
    .filter(({ access }) => access !== 'read')
    .map((property) => ({
      name: property.name,
      type: property.type,
      required: property.required && body.required,
      default: property.default,
      docs: property.docs,
      at: { in: 'member', wire: property.name.wire } as const,
    }));
}

function wholeBody({ type, required, docs }: Body): Argument {
  return { name: nameOf('body'), type, required, default: undefined, docs, at: { in: 'body' } };
}

/** An id in the path and a member of the same name are two things: the later one says where it goes. */
function distinguish(all: readonly Argument[]): Argument[] {
  const taken = new Set<string>();
  const key = (name: Name) => name.words.join('_');
  return all.map((argument) => {
    const place = nameOf(argument.at.in === 'member' ? 'body' : argument.at.in);
    let name = argument.name;
    for (let count = 1; taken.has(key(name)); count++) {
      const words = [...joinNames(place, argument.name).words, ...(count > 1 ? [String(count)] : [])];
      name = { wire: argument.name.wire, words };
    }
    taken.add(key(name));
    return { ...argument, name };
  });
}
