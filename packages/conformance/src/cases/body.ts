import { Exact, printJson, type Value } from '../exact/json.ts';
import type { WireBody, WirePart } from '../fixtures/case.ts';
import { type Content, membersOf, type resolver } from './document.ts';
import { kindOf } from './media.ts';
import { type Mode, sample } from './sample.ts';
import { plain } from './schema.ts';
import { serialize } from './serialize.ts';

const BYTES = 'AAH/DQo=';
type Resolve = ReturnType<typeof resolver>;

/** A body to pass, and how it must travel; null where the document allows none, or XML, which has cases by hand. */
export function bodyFor(
  resolve: Resolve,
  { type, schema, itemSchema, encoding }: Content,
  mode: Mode,
  fixed: Readonly<Record<string, Value>>,
): { readonly value: Value; readonly wire: WireBody } | null {
  const kind = kindOf(type);
  // Forms have no null.
  const isForm = kind === 'form' || kind === 'multipart';
  // What reserved characters do in a form that leaves them as they are depends on which they are: a case by hand.
  const leaves = Object.values(encoding).some((one) => membersOf(one).allowReserved === true);
  const ownMode = (mode === 'null' && isForm) || (mode === 'reserved' && leaves) ? 'full' : mode;
  const make = (of: Value, binary = false): Value | undefined =>
    sample(resolve, of, { mode: ownMode, direction: 'request', fixed, binary });
  if (kind === 'xml' || kind === 'events') return null;
  if (kind === 'binary') return { value: { $bytes: BYTES }, wire: { type, base64: BYTES } };
  if (kind === 'text') {
    const value = make({ type: 'string' }) as string;
    return { value, wire: { type, text: value } };
  }
  if (kind === 'lines' || kind === 'records') {
    const item = make(itemSchema ?? schema);
    if (item === undefined) return null;
    return { value: [item, item], wire: { type, [kind]: [item, item] } };
  }
  const value = make(schema, kind === 'multipart');
  if (value === undefined) return null;
  if (kind === 'json') return { value, wire: { type, json: value } };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  if (kind === 'form') return { value, wire: { type, form: formOf(members, encoding) } };
  const { properties } = plain(resolve, schema);
  // XML has cases by hand.
  if (Object.values(encoding).some((one) => kindOf(String(membersOf(one).contentType ?? '')) === 'xml')) return null;
  const typeOf = (name: string) => membersOf(encoding[name]).contentType ?? ownType(resolve, properties[name]);
  const parts = members.flatMap(([name, member]) => partsOf(name, member, typeOf(name)));
  // How an empty multipart body is framed is nobody's rule.
  return parts.length > 0 ? { value, wire: { multipart: parts } } : null;
}

/** What a text, or each text of a list, says it is, where nothing else says so. */
function ownType(resolve: Resolve, schema: Value | undefined): Value | undefined {
  const { members } = plain(resolve, schema);
  return members.items === undefined
    ? members.contentMediaType
    : plain(resolve, members.items).members.contentMediaType;
}

function formOf(members: readonly (readonly [string, Value])[], encoding: Readonly<Record<string, Value>>): string {
  return members
    .filter(([, member]) => !Array.isArray(member) || member.length > 0)
    .map(([name, member]) => {
      const {
        style = 'form',
        explode = style === 'form',
        allowReserved = false,
        contentType,
      } = membersOf(encoding[name]);
      return serialize(
        {
          name,
          in: 'query',
          required: true,
          style: String(style),
          explode: explode === true,
          allowReserved: allowReserved === true,
          isJson: typeof contentType === 'string' && kindOf(contentType) === 'json',
          schema: {},
        },
        member,
      );
    })
    .join('&');
}

function partsOf(name: string, value: Value, contentType: Value | undefined): WirePart[] {
  if (Array.isArray(value)) return value.flatMap((item) => partsOf(name, item, contentType));
  const typed = typeof contentType === 'string' ? { type: contentType.split(',')[0]?.trim() ?? '' } : {};
  const { $bytes } = membersOf(value);
  if (typeof $bytes === 'string') return [{ name, filename: name, ...typed, base64: $bytes }];
  if (typeof value === 'object' && !(value instanceof Exact)) return [{ name, ...typed, json: value }];
  return [{ name, ...typed, text: typeof value === 'string' ? value : printJson(value) }];
}
