import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { inRoot } from '../paths.ts';
import type { Finding } from './finding.ts';

export const EXCEPTIONS_FILE = inRoot('ci', 'parity-exceptions.yaml');

/** A difference somebody knows of, why it is, and until when it may be. */
export interface Exception {
  readonly language: string;
  /** The finding's `what`, to the letter; `* › …` is that of every operation. */
  readonly what: string;
  readonly reason: string;
  /** The last day it holds, as YYYY-MM-DD. */
  readonly expires: string;
}

export interface Excepted {
  readonly findings: readonly Finding[];
  readonly excepted: readonly (Finding & { readonly reason: string })[];
  /** Exceptions that are a failure themselves. */
  readonly stale: readonly string[];
}

const ANY = '* › ';
const MEMBERS = ['expires', 'language', 'reason', 'what'];

export async function readExceptions(file = EXCEPTIONS_FILE): Promise<Exception[]> {
  const list: unknown = parse(await readFile(file, 'utf8')) ?? [];
  if (!Array.isArray(list)) throw new Error(`${file}: it is a list of exceptions`);
  return list.map((one, n) => {
    const isWhole = MEMBERS.every((member) => typeof one?.[member] === 'string' && one[member] !== '');
    const isDated = isWhole && /^\d{4}-\d\d-\d\d$/.test(one.expires);
    if (!isDated || Object.keys(one).length !== MEMBERS.length)
      throw new Error(
        `${file}: exception ${n + 1} has not just ${MEMBERS.join(', ')}, the first a date such as 2027-01-31`,
      );
    return one;
  });
}

/** Takes out what is excepted; an exception that fits nothing any more, or is past its day, fails instead. */
export function except(findings: readonly Finding[], exceptions: readonly Exception[], today: string): Excepted {
  const fits = (finding: Finding, { language, what }: Exception): boolean =>
    finding.language === language &&
    (finding.what === what ||
      (what.startsWith(ANY) && finding.what === `${finding.operation} › ${what.slice(ANY.length)}`));
  const holds = exceptions.filter(({ expires }) => expires >= today);
  const stale = exceptions.flatMap((exception) => {
    const name = `exception ${exception.language}: ${exception.what}`;
    if (exception.expires < today) return [`${name} expired on ${exception.expires}`];
    return findings.some((finding) => fits(finding, exception)) ? [] : [`${name} no longer fails: take it out`];
  });
  return {
    findings: findings.filter((finding) => !holds.some((exception) => fits(finding, exception))),
    excepted: findings.flatMap((finding) => {
      const exception = holds.find((one) => fits(finding, one));
      return exception ? [{ ...finding, reason: exception.reason }] : [];
    }),
    stale,
  };
}
