import type { Finding } from '@vectorscaledb/conformance';
import { THEY_LACK } from './they-lack.ts';
import type { OtherRequest } from './wire.ts';

/** Why openapi-generator's client sends something else than ours without ours being wrong. */
interface Reason {
  readonly words: string;
  holds(finding: Finding): boolean;
}

/** Both requests mean the same to a server. */
const SAME_MEANING: readonly Reason[] = [
  {
    words: 'it writes an instant with an offset for Z, or with other digits; the instant is the same',
    holds: ({ expected, got }) => settled(expected) === settled(got),
  },
  {
    words: 'it encodes characters of a URL that need not be encoded, or the reverse; decoded they are the same',
    holds: ({ what, expected, got }) => what === 'requests' && decoded(expected) === decoded(got).replace(/\?$/, ''),
  },
  {
    words: 'it sends null for what was not given, or a default a server applies by itself',
    holds: ({ what, expected, got }) => what.startsWith('body') && isWithin(expected, got),
  },
  {
    words: 'it orders the parts of multipart by their kind, not by the document',
    holds: ({ what, expected, got }) => what === 'parts' && namesIn(expected) === namesIn(got),
  },
];

export function reasonOf(other: OtherRequest, finding: Finding): string | null {
  const same = other.refused === null && SAME_MEANING.find(({ holds }) => holds(finding));
  if (same) return same.words;
  return THEY_LACK.find(([about]) => about.test(other.name))?.[1] ?? null;
}

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)/g;

/** Decoded, with every instant in UTC and milliseconds. */
const settled = (text: string): string =>
  decoded(text).replace(INSTANT, (instant) => new Date(instant.replace(/(\d\d)(\d\d)$/, '$1:$2')).toISOString());

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const namesIn = (list: string): string => [...new Set(JSON.parse(list) as string[])].sort().join();

/** Whether all that is expected is there, with more beside it. */
function isWithin(expected: string, got: string): boolean {
  if (expected === 'nothing') return true;
  try {
    return isPart(JSON.parse(settled(expected)), JSON.parse(settled(got)));
  } catch {
    return false;
  }
}

function isPart(some: unknown, whole: unknown): boolean {
  if (typeof some !== 'object' || some === null || typeof whole !== 'object' || whole === null) return some === whole;
  return Object.entries(some).every(([name, value]) => isPart(value, (whole as Record<string, unknown>)[name]));
}
