import {
  type Api,
  type Declaration,
  declarationOf,
  type Json,
  type ObjectDeclaration,
  type Primitive,
  type Type,
  unreachable,
} from '@sdkgen/ir';

/** Examples nested deeper are not read to their end. */
const MAX_DEPTH = 20;

/** Whether a value could be one of the type. Documents' examples often are not, and then no code can hold them. */
export function fits(api: Api, type: Type, value: Json, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  switch (type.kind) {
    case 'primitive':
      return fitsPrimitive(type.primitive, value);
    case 'list':
      return Array.isArray(value) && value.every((item) => fits(api, type.items, item, depth + 1));
    case 'map':
      return isObject(value) && Object.values(value).every((item) => fits(api, type.values, item, depth + 1));
    case 'tuple':
      return (
        Array.isArray(value) &&
        value.length >= type.items.length &&
        type.items.every((item, index) => fits(api, item, value[index] ?? null, depth + 1))
      );
    case 'nullable':
      return value === null || fits(api, type.inner, value, depth);
    case 'literal':
      return value === type.value;
    case 'reference':
      return fitsDeclared(api, declarationOf(api, type.id), value, depth + 1);
    default:
      return unreachable(type);
  }
}

function fitsDeclared(api: Api, declaration: Declaration, value: Json, depth: number): boolean {
  switch (declaration.kind) {
    case 'object':
      return isObject(value) && fitsMembers(api, declaration, value, depth);
    case 'enum':
      return declaration.open
        ? typeof value === (declaration.value === 'string' ? 'string' : 'number')
        : declaration.members.some((member) => member.value === value);
    case 'union':
      return declaration.variants.some(({ type }) => fits(api, type, value, depth));
    case 'alias':
      return fits(api, declaration.target, value, depth);
    default:
      return unreachable(declaration);
  }
}

function fitsMembers(api: Api, { properties }: ObjectDeclaration, value: JsonObject, depth: number): boolean {
  return properties.every(({ name, type, required }) => {
    const member = Object.hasOwn(value, name.wire) ? value[name.wire] : undefined;
    return member === undefined ? !required : fits(api, type, member, depth);
  });
}

type JsonObject = { readonly [key: string]: Json };

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const TEXTS: Readonly<Partial<Record<Primitive, RegExp>>> = {
  'int64-string': /^-?\d{1,19}$/,
  'decimal-string': /^-?\d+(?:\.\d+)?$/,
  'date-time': /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/,
  'http-date': /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/,
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?$/,
  duration: /^-?P(?=.)(?:\d+[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?$/,
  uuid: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
  url: /^[a-z][a-z\d+.-]*:\/\/\S+$/i,
  base64: /^[\w+/]*={0,2}$/,
  base64url: /^[\w-]*={0,2}$/,
};

function fitsPrimitive(primitive: Primitive, value: Json): boolean {
  switch (primitive) {
    case 'json':
      return true;
    case 'boolean':
      return typeof value === 'boolean';
    case 'int32':
      return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31;
    case 'int64':
    case 'integer':
      return Number.isSafeInteger(value);
    case 'uint64':
      return Number.isSafeInteger(value) && Number(value) >= 0;
    case 'float32':
    case 'float64':
    case 'decimal':
    case 'unix-time':
      return typeof value === 'number';
    case 'date-time':
    case 'date':
      return fitsText(primitive, value) && !Number.isNaN(Date.parse(String(value)));
    default:
      return fitsText(primitive, value);
  }
}

function fitsText(primitive: Primitive, value: Json): boolean {
  return typeof value === 'string' && (TEXTS[primitive]?.test(value) ?? true);
}
