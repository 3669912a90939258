import { Mismatch } from './codec.js';

/** An element, its names without prefixes: they are only how namespaces are abbreviated. */
export interface Element {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Element[];
  /** All text directly in it. */
  text: string;
}

/** One step of a document: what is in the way of elements, an end, a start with its attributes, or text. */
const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([^\s<>/]+)\s*>|<([^\s<>/!?="']+)((?:\s+[^\s=<>/"']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Deeper than any data is. */
const MAX_DEPTH = 500;

/** Reads a document. What could name other files or grow without end, a document type and its entities, is refused. */
export function parseXml(text: string): Element {
  const top: Element = { name: '', attributes: {}, children: [], text: '' };
  const open: { element: Element; tag: string }[] = [{ element: top, tag: '' }];
  const source = text.replace(/^\uFEFF/, '');
  let at = 0;
  while (at < source.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(source);
    if (!token) throw broken(source, at);
    at = TOKEN.lastIndex;
    const [, cdata, closed, opened, attributes = '', isEmpty, chars] = token;
    const inner = open.at(-1) as { element: Element; tag: string };
    if (cdata !== undefined) inner.element.text += cdata;
    else if (chars !== undefined) inner.element.text += resolved(chars);
    else if (closed !== undefined) {
      if (open.length < 2 || inner.tag !== closed) throw broken(source, token.index);
      open.pop();
    } else if (opened !== undefined) {
      const element = { name: local(opened), attributes: attributesOf(attributes), children: [], text: '' };
      inner.element.children.push(element);
      if (!isEmpty) open.push({ element, tag: opened });
      if (open.length > MAX_DEPTH) throw new Mismatch(`elements no deeper than ${MAX_DEPTH}`, undefined);
    }
  }
  const [root] = top.children;
  if (!root || open.length > 1 || top.children.length > 1 || top.text.trim() !== '') throw broken(source, at);
  return root;
}

function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
    const value = resolved((double ?? single ?? '').replaceAll(/[\t\n\r]/g, ' '));
    Object.defineProperty(attributes, local(name), { value, enumerable: true, configurable: true, writable: true });
  }
  return attributes;
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function resolved(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(/&([^;\s&]*);?/g, (whole, name: string) => {
    const code = /^#(?:x([\da-fA-F]+)|(\d+))$/.exec(name);
    const point = code ? Number.parseInt(code[1] ?? code[2] ?? '', code[1] ? 16 : 10) : Number.NaN;
    if (point <= 0x10ffff) return String.fromCodePoint(point);
    const known = whole.endsWith(';') && Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
    if (known === undefined) throw new Mismatch('no entities but those of XML itself', whole);
    return known;
  });
}

function broken(source: string, at: number): Mismatch {
  if (/^<!DOCTYPE/i.test(source.slice(at, at + 9))) return new Mismatch('XML without a document type', undefined);
  return new Mismatch(`well-formed XML at character ${at}`, source.slice(at, at + 20));
}

/** Text in an element, or in an attribute. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"\r\n\t]/g, (sign) => ESCAPES[sign] ?? sign);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};
