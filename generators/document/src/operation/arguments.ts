import { type Argument, type Body, type Declaration, joinNames, type Name, nameOf, type Parameter } from '@sdkgen/ir';
import type { Lowering } from '../lowering.ts';

/** What a caller passes: parameters, then the body's members (or the body itself), required ones first. */
export function argumentsOf(lowering: Lowering, parameters: readonly Parameter[], body: Body | null): Argument[] {
  const all = [
    ...parameters.filter(({ filledBy }) => filledBy === 'caller').map(ofParameter),
    ...ofBody(lowering, body),
  ];
  const distinct = distinguish(all);
  return [...distinct.filter(({ required }) => required), ...distinct.filter(({ required }) => !required)];
}

function ofParameter(parameter: Parameter): Argument {
  const { name, type, required, docs } = parameter;
  return { name, type, required, default: parameter.default, docs, at: { in: parameter.in, parameter } };
}

function ofBody(lowering: Lowering, body: Body | null): Argument[] {
  if (!body) return [];
  const declaration: Declaration | null | undefined =
    body.flattened && body.type.kind === 'reference' ? lowering.declarations.get(body.type.id) : null;
  if (declaration?.kind !== 'object') {
    return [
      {
        name: nameOf('body'),
        type: body.type,
        required: body.required,
        default: undefined,
        docs: body.docs,
        at: { in: 'body' },
      },
    ];
  }
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

/** An id in the path and a member of the same name are two things: the later one says where it goes. */
function distinguish(all: readonly Argument[]): Argument[] {
  const taken = new Set<string>();
  return all.map((argument) => {
    let name: Name = argument.name;
    if (taken.has(name.words.join('_')))
      name = {
        ...joinNames(nameOf(argument.at.in === 'member' ? 'body' : argument.at.in), argument.name),
        wire: argument.name.wire,
      };
    taken.add(name.words.join('_'));
    return { ...argument, name };
  });
}
