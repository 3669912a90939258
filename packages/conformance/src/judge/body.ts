import { parseJson } from '../exact/json.ts';
import type { WireBody, WirePart } from '../fixtures/case.ts';
import { type Finding, same } from './finding.ts';
import { type ReceivedPart, readMultipart } from './multipart.ts';
import { readXml } from './xml.ts';

const TYPES = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  xml: 'application/xml',
  text: 'text/plain',
  base64: 'application/octet-stream',
  lines: 'application/x-ndjson',
  records: 'application/json-seq',
} as const;

type Kind = keyof typeof TYPES;

/** The body of a request against what it must be. */
export function judgeBody(expected: WireBody | undefined, type: string | undefined, body: Buffer): Finding[] {
  if (!expected) return [...same('body', '', body.toString()), ...same('content-type', undefined, type)];
  if (expected.multipart) return judgeMultipart(expected.multipart, expected.type, type ?? '', body);
  const kind = kindOf(expected);
  return [...same('content-type', expected.type ?? TYPES[kind], type), ...judgeContent('body', kind, expected, body)];
}

function kindOf(expected: WireBody): Kind {
  const kind = (Object.keys(TYPES) as Kind[]).find((name) => expected[name] !== undefined);
  if (!kind) throw new Error('an expected body says nothing');
  return kind;
}

function judgeContent(what: string, kind: Kind, expected: WireBody, body: Buffer): Finding[] {
  const text = body.toString();
  const canonical: Record<Kind, () => [unknown, unknown]> = {
    json: () => [expected.json, parseJson(text)],
    xml: () => [readXml(expected.xml ?? ''), readXml(text)],
    form: () => [formOf(expected.form ?? ''), formOf(text)],
    text: () => [expected.text, text],
    base64: () => [expected.base64, body.toString('base64')],
    lines: () => [expected.lines, framed(text, '', '\n').map(parseJson)],
    records: () => [expected.records, framed(text, '\x1e', '\n').map(parseJson)],
  };
  try {
    return same(what, ...canonical[kind]());
  } catch (error) {
    return [{ what, expected: kind, got: `${(error as Error).message}: ${text}` }];
  }
}

/** Texts between what goes before and after each of them (RFC 7464, and NDJSON with nothing before). */
function framed(text: string, before: string, after: string): string[] {
  if (text === '') return [];
  if (!text.endsWith(after)) throw new Error('the last one does not end');
  return text
    .slice(0, -after.length)
    .split(after)
    .map((one) => {
      if (!one.startsWith(before)) throw new Error('one does not begin');
      return one.slice(before.length);
    });
}

/** Space may be `+` or `%20`, and what needs no encoding may have it; a delimiter is not the same as one that is encoded. */
function formOf(text: string): string {
  return text
    .replaceAll('+', '%20')
    .replaceAll('*', '%2A')
    .replaceAll(/%[0-9a-f]{2}/gi, (encoded) => {
      const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
      return /[\w.~-]/.test(character) ? character : encoded.toUpperCase();
    });
}

function judgeMultipart(
  parts: readonly WirePart[],
  type = 'multipart/form-data',
  got: string,
  body: Buffer,
): Finding[] {
  const wrong = same('content-type', type, got.split(';')[0]);
  if (wrong.length > 0) return wrong;
  try {
    const received = readMultipart(got, body);
    const names = same(
      'parts',
      parts.map(({ name }) => name),
      received.map(({ name }) => name),
    );
    if (names.length > 0) return names;
    return parts.flatMap((part, n) => judgePart(`part ${n} ${part.name}`, part, received[n] as ReceivedPart));
  } catch (error) {
    return [{ what: 'body', expected: 'multipart', got: `${(error as Error).message}: ${body}` }];
  }
}

function judgePart(what: string, expected: WirePart, got: ReceivedPart): Finding[] {
  const kind = kindOf(expected);
  const type = expected.type ?? (kind === 'text' ? undefined : TYPES[kind]);
  return [
    ...same(`${what} filename`, expected.filename, got.filename),
    ...same(`${what} content-type`, type, got.type),
    ...same(`${what} headers`, expected.headers ?? {}, got.headers),
    ...judgeContent(what, kind, expected, got.body),
  ];
}
