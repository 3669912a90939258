import { Exact, parseJson, printJson, type Value } from '../exact/json.ts';
import type { Case, WireBody } from '../fixtures/case.ts';
import type { Answer } from '../scoring/answer.ts';
import { type Content, listOf, membersOf, type Operation, type Response, type resolver } from './document.ts';
import { kindOf } from './media.ts';
import { plain } from './schema.ts';

type Resolve = ReturnType<typeof resolver>;
/** A list that may be packed, as something else. */
type Change = (list: readonly Value[]) => Value;

const DEPTH = 12;
const PREFER = { Prefer: 'packed-floats' };

/** The same call by a client that packs lists of floats, where the operation has such lists. */
export function asPacked(resolve: Resolve, { id, body }: Operation, response: Response, one: Case): Case[] {
  const sent = body?.content[0];
  const [given] = response.content;
  const isSent = sent !== undefined && isJson(sent) && mayPack(resolve, schemaOf(sent));
  const isGiven = given !== undefined && isJson(given) && mayPack(resolve, schemaOf(given));
  if (!isSent && !isGiven) return [];
  const { client, ...call } = one.call;
  const { value, items } = one.gives;
  const rounded = (result: Value): Value => changed(resolve, schemaOf(given), result, rounding);
  return [
    {
      ...one,
      name: `${id}: packs floats`,
      feature: 'packed floats',
      call: { ...call, client: { ...client, options: { ...client?.options, packed_floats: true } } },
      wire:
        one.wire?.map((request) => ({
          ...request,
          headers: { ...request.headers, ...(isGiven ? PREFER : { Prefer: null }) },
          ...(isSent && request.body ? { body: packedBody(resolve, sent, request.body) } : {}),
        })) ?? null,
      ...(isGiven
        ? {
            answers: one.answers.map((answer) => packedAnswer(resolve, given, answer)),
            gives: {
              ...one.gives,
              ...(value === undefined ? {} : { value: rounded(value) }),
              ...(items === undefined ? {} : { items: items.map(rounded) }),
            },
          }
        : {}),
    },
  ];
}

const isJson = ({ type }: Content): boolean => ['json', 'lines', 'records', 'events'].includes(kindOf(type));
const schemaOf = (content?: Content): Value => content?.itemSchema ?? content?.schema ?? {};

const packing: Change = (list) => {
  const floats = Float32Array.from(list, Number);
  const bytes = new DataView(new ArrayBuffer(4 * floats.length));
  for (const [at, float] of floats.entries()) bytes.setFloat32(4 * at, float, true);
  return Buffer.from(bytes.buffer).toString('base64');
};
const rounding: Change = (list) => list.map((each) => Math.fround(Number(each)));

function packedBody(resolve: Resolve, content: Content, body: WireBody): WireBody {
  const pack = (value: Value): Value => changed(resolve, schemaOf(content), value, packing);
  return {
    ...body,
    ...(body.json === undefined ? {} : { json: pack(body.json) }),
    ...(body.lines ? { lines: body.lines.map(pack) } : {}),
    ...(body.records ? { records: body.records.map(pack) } : {}),
  };
}

/** Items that come one by one are a line each: bare, after a record separator, or the data of an event. */
function packedAnswer(resolve: Resolve, content: Content, answer: Answer): Answer {
  const pack = (value: Value): Value => changed(resolve, schemaOf(content), value, packing);
  if (answer.json !== undefined) return { ...answer, json: pack(answer.json) };
  if (answer.text === undefined) return answer;
  const packLine = (_: string, before: string, json: string): string => before + printJson(pack(parseJson(json)));
  return { ...answer, text: answer.text.replaceAll(/^([^[{]*)([[{].+)$/gm, packLine) };
}

function mayPack(resolve: Resolve, schema: Value | undefined, depth = 0): boolean {
  const { members, properties, variants } = plain(resolve, schema);
  if (members['x-packed-floats'] === true) return true;
  const inner = [...Object.values(properties), ...variants, members.items, members.additionalProperties];
  return depth < DEPTH && inner.some((each) => typeof each === 'object' && mayPack(resolve, each, depth + 1));
}

/** A value with its lists changed that the schema lets be packed. */
function changed(resolve: Resolve, schema: Value | undefined, value: Value, change: Change): Value {
  const { members, properties, variants } = plain(resolve, schema);
  if (Array.isArray(value)) {
    if (members['x-packed-floats'] === true) return change(listOf(value));
    return listOf(value).map((item) => changed(resolve, members.items, item, change));
  }
  if (typeof value !== 'object' || value === null || value instanceof Exact) return value;
  const of = (name: string): Value | undefined =>
    properties[name] ?? variants.map((each) => membersOf(plain(resolve, each).properties)[name]).find(Boolean);
  return Object.fromEntries(
    Object.entries(membersOf(value)).map(([name, member]) => [
      name,
      changed(resolve, of(name) ?? members.additionalProperties, member, change),
    ]),
  );
}
