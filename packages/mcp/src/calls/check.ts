import { AjvJsonSchemaValidator } from '@modelcontextprotocol/server/validators/ajv';
import type { Arguments, Schema, Tool } from '../tool.ts';
import { Refusal } from './refusal.ts';

type Check = (value: unknown) => { readonly valid: boolean; readonly errorMessage?: string | undefined };

const checks = new Map<string, Check>();
let validator: AjvJsonSchemaValidator | undefined;

/**
 * Refuses arguments the tool does not have, and those of the wrong form. What items hold is the API's business, which tells
 * of each. Compiled when a tool is first called: forty schemas at the start would cost more than all else of it.
 */
export function checkArguments(tool: Tool, args: unknown): asserts args is Arguments {
  const check = checks.get(tool.name) ?? compile(tool.inputSchema);
  checks.set(tool.name, check);
  const { valid, errorMessage } = check(args);
  if (valid) return;
  const names = Object.keys(propertiesOf(tool.inputSchema));
  throw new Refusal(
    'invalid_arguments',
    `the arguments of ${tool.name} are not right: ${errorMessage}`,
    names.length === 0 ? `${tool.name} takes no arguments.` : `${tool.name} takes: ${names.join(', ')}.`,
  );
}

function compile(schema: Schema): Check {
  validator ??= new AjvJsonSchemaValidator();
  const properties = Object.entries(propertiesOf(schema)).map(([name, inner]) => [name, shallow(inner)]);
  const closed = { ...schema, properties: Object.fromEntries(properties), additionalProperties: false };
  return validator.getValidator(closed);
}

/** Without what its items must hold. */
function shallow(schema: Schema): Schema {
  return schema.type === 'array' && isSchema(schema.items) && schema.items.type === 'object'
    ? { type: 'array', items: { type: 'object' } }
    : schema;
}

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;
const propertiesOf = ({ properties }: Schema) => (properties ?? {}) as Readonly<Record<string, Schema>>;
