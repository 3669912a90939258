import type { Value } from '../exact/json.ts';
import { listOf, type Members, membersOf, type resolver } from './document.ts';

/** A schema with its references and `allOf` resolved, one level deep. */
export interface Plain {
  readonly types: readonly string[];
  readonly isNullable: boolean;
  readonly members: Members;
  readonly properties: Members;
  readonly required: readonly string[];
  /** `oneOf` or `anyOf`, without the one that is only null. */
  readonly variants: readonly Value[];
}

export function plain(resolve: ReturnType<typeof resolver>, schema: Value | undefined): Plain {
  const members = flattened(resolve, schema);
  const given = typeof members.type === 'string' ? [members.type] : listOf(members.type).map(String);
  const choices = [...listOf(members.oneOf), ...listOf(members.anyOf)];
  const isNull = (value: Value): boolean => resolve(value).type === 'null';
  const allowsNull = listOf(members.enum).includes(null) || members.const === null;
  return {
    types: given.filter((type) => type !== 'null'),
    isNullable:
      given.includes('null') || members.nullable === true || choices.some(isNull) || (given.length === 0 && allowsNull),
    members,
    properties: membersOf(members.properties),
    required: listOf(members.required).map(String),
    variants: choices.filter((choice) => !isNull(choice)),
  };
}

/** Members of the schema and of all it is composed of; the outer ones win, properties and requirements add up. */
function flattened(resolve: ReturnType<typeof resolver>, schema: Value | undefined, depth = 0): Members {
  const { allOf, ...own } = resolve(schema);
  if (allOf === undefined || depth > 20) return own;
  const parts = [...listOf(allOf).map((part) => flattened(resolve, part, depth + 1)), own];
  return {
    ...Object.assign({}, ...parts),
    properties: Object.assign({}, ...parts.map(({ properties }) => membersOf(properties))),
    required: [...new Set(parts.flatMap(({ required }) => listOf(required)))],
  };
}
