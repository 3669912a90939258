import { type Arrival, decoding, type Reader, textOf as readText } from './answer.js';
import { type Codec, Mismatch } from './codec.js';
import type { ErrorCodec } from './endpoint.js';
import { parseJson } from './json.js';
import { isCompound, pairs, textOf } from './parameters.js';
import type { Payload } from './payload.js';
import { isRecord, put } from './records.js';
import { type Element, escaped, parseXml } from './xml-tree.js';

/** What an element or attribute is called. */
export interface XmlName {
  readonly name: string;
  readonly namespace?: string;
  readonly prefix?: string;
}

/** How a value is written into its element. */
export type Plan =
  | { readonly kind: 'text' | 'number' | 'boolean' | 'any' }
  | { readonly kind: 'object'; readonly members: () => Readonly<Record<string, MemberPlan>>; readonly rest?: Plan }
  | { readonly kind: 'list'; readonly item: Plan; readonly of: XmlName }
  | { readonly kind: 'map'; readonly values: Plan }
  | { readonly kind: 'lazy'; readonly get: () => Plan };

/** One member of an object. A list that is not wrapped has no element of its own. */
export interface MemberPlan extends XmlName {
  readonly attribute?: true;
  readonly wrapped?: true;
  readonly plan: Plan;
}

const NIL = 'http://www.w3.org/2001/XMLSchema-instance';

/** A body of XML. */
export function body(value: unknown, root: XmlName, plan: Plan): Payload {
  return { body: print(root, plan, value) };
}

/** A document, or a part of a form. */
export function print(root: XmlName, plan: Plan, value: unknown): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementOf(root, plan, value, {})}`;
}

/** An answer of XML. */
export function read(codec: Pick<Codec<unknown>, 'decode'>, plan: Plan): Reader {
  return async (arrival: Arrival) => {
    const text = await readText(arrival);
    return decoding(arrival, () => codec.decode(valueOfElement(parseXml(text), plan)));
  };
}

/** An error of XML. */
export function error(codec: Pick<Codec<unknown>, 'decode'>, plan: Plan): ErrorCodec {
  return {
    decode: codec.decode,
    parse: (octets) => valueOfElement(parseXml(new TextDecoder().decode(octets)), plan),
  };
}

type Scope = Readonly<Record<string, string>>;

function elementOf(name: XmlName, plan: Plan, value: unknown, outer: Scope): string {
  const { tag, declared, scope } = tagOf(name, outer);
  if (value === null) return `<${tag}${declared} xmlns:xsi="${NIL}" xsi:nil="true"/>`;
  const { attributes, content } = partsOf(plan, value, scope);
  const head = `<${tag}${declared}${attributes}`;
  return content === '' ? `${head}/>` : `${head}>${content}</${tag}>`;
}

/** A namespace is declared where it is first used. */
function tagOf({ name, namespace, prefix }: XmlName, outer: Scope) {
  const tag = prefix === undefined ? name : `${prefix}:${name}`;
  const key = prefix ?? '';
  if (namespace === undefined || outer[key] === namespace) return { tag, declared: '', scope: outer };
  const declared = ` xmlns${prefix === undefined ? '' : `:${prefix}`}="${escaped(namespace)}"`;
  return { tag, declared, scope: { ...outer, [key]: namespace } };
}

function partsOf(plan: Plan, value: unknown, scope: Scope): { attributes: string; content: string } {
  switch (plan.kind) {
    case 'lazy':
      return partsOf(plan.get(), value, scope);
    case 'object':
      return isRecord(value) ? membersOf(plan.members(), value, scope) : plain(value, scope);
    case 'list':
      return { attributes: '', content: itemsOf(plan, value, scope) };
    default:
      return plain(value, scope, plan.kind === 'map' ? plan.values : undefined);
  }
}

function itemsOf({ item, of }: Extract<Plan, { kind: 'list' }>, value: unknown, scope: Scope): string {
  const items = Array.isArray(value) ? value : [value];
  return items.map((one) => elementOf(of, item, one, scope)).join('');
}

function membersOf(
  members: Readonly<Record<string, MemberPlan>>,
  value: Record<string, unknown>,
  scope: Scope,
): { attributes: string; content: string } {
  let [attributes, content] = ['', ''];
  for (const [wire, one] of pairs(value)) {
    const member = Object.hasOwn(members, wire) ? members[wire] : undefined;
    if (!member) content += elementOf({ name: wire }, { kind: 'any' }, one, scope);
    else if (member.attribute) {
      const { tag, declared } = tagOf(member, scope);
      attributes += `${declared} ${tag}="${escaped(textOf(one))}"`;
    } else if (member.plan.kind === 'list' && !member.wrapped && one !== null)
      content += itemsOf(member.plan, one, scope);
    else content += elementOf(member, member.plan, one, scope);
  }
  return { attributes, content };
}

/** JSON without a plan: members are elements, a list repeats them. */
function plain(value: unknown, scope: Scope, values: Plan = { kind: 'any' }): { attributes: string; content: string } {
  if (!isCompound(value)) return { attributes: '', content: escaped(textOf(value)) };
  const content = pairs(value).flatMap(([name, one]) =>
    (Array.isArray(one) ? one : [one]).map((item) => elementOf({ name }, values, item, scope)),
  );
  return { attributes: '', content: content.join('') };
}

/** The JSON form of an element. */
function valueOfElement(element: Element, plan: Plan): unknown {
  if (element.attributes.nil === 'true') return null;
  switch (plan.kind) {
    case 'lazy':
      return valueOfElement(element, plan.get());
    case 'object':
      return objectOf(element, plan.members());
    case 'list':
      return element.children.map((child) => valueOfElement(child, plan.item));
    case 'map':
      return mapOf(element, plan.values);
    case 'any':
      return element.children.length === 0 ? element.text : mapOf(element, plan);
    default:
      return scalarOf(textIn(element), plan.kind);
  }
}

function scalarOf(text: string, kind: 'text' | 'number' | 'boolean'): unknown {
  const trimmed = text.trim();
  if (kind === 'number' && /^-?\d[\d.eE+-]*$/.test(trimmed)) return numberOf(trimmed);
  if (kind === 'boolean' && /^(?:true|false|1|0)$/.test(trimmed)) return trimmed === 'true' || trimmed === '1';
  return text;
}

function numberOf(text: string): unknown {
  try {
    return parseJson(text, true);
  } catch {
    return text;
  }
}

function textIn({ children, text, name }: Element): string {
  if (children.length > 0) throw new Mismatch(`only text in <${name}>`, undefined);
  return text;
}

function objectOf(element: Element, members: Readonly<Record<string, MemberPlan>>): Record<string, unknown> {
  if (element.children.length > 0 && element.text.trim() !== '') {
    throw new Mismatch(`either text or elements in <${element.name}>`, element.text.trim());
  }
  const value: Record<string, unknown> = {};
  const known = new Set<string>(['nil', 'schemaLocation', 'type']);
  for (const [wire, member] of Object.entries(members)) {
    if (member.attribute) {
      const text = element.attributes[member.name];
      known.add(member.name);
      if (text !== undefined) put(value, wire, scalarOf(text, kindOf(member.plan)));
      continue;
    }
    const name = member.plan.kind === 'list' && !member.wrapped ? member.plan.of.name : member.name;
    const found = element.children.filter((child) => child.name === name);
    known.add(name);
    const [first] = found;
    if (!first) continue;
    const isBare = member.plan.kind === 'list' && !member.wrapped;
    put(value, wire, isBare ? bareItems(found, member.plan) : valueOfElement(first, member.plan));
  }
  for (const [name, one] of Object.entries(mapOf(element, { kind: 'any' })))
    if (!known.has(name)) put(value, name, one);
  return value;
}

function bareItems(found: readonly Element[], plan: Plan): unknown[] {
  return plan.kind === 'list' ? found.map((one) => valueOfElement(one, plan.item)) : [];
}

function kindOf(plan: Plan): 'text' | 'number' | 'boolean' {
  if (plan.kind === 'lazy') return kindOf(plan.get());
  return plan.kind === 'number' || plan.kind === 'boolean' ? plan.kind : 'text';
}

/** Elements and attributes by name; what repeats is a list. */
function mapOf({ attributes, children }: Element, values: Plan): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(attributes)) put(value, name, text);
  for (const child of children) {
    const one = valueOfElement(child, values);
    const before = Object.hasOwn(value, child.name) ? value[child.name] : undefined;
    put(value, child.name, before === undefined ? one : [before, one].flat());
  }
  return value;
}
