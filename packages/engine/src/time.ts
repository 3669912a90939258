import type { Micros } from './store.ts';

const DATE_TIME = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)$/;

/**
 * Reads an RFC 3339 time as microseconds; digits finer than that are dropped. A leap second counts as the first of
 * the next minute, as POSIX time has it. Returns null when it is no time.
 */
export function parseTime(text: string): Micros | null {
  const match = DATE_TIME.exec(text);
  if (!match) return null;
  const [, date, minutes, seconds, fraction = '', zone] = match;
  const leap = seconds === '60';
  const millis = Date.parse(`${date}T${minutes}:${leap ? '59' : seconds}${(zone ?? '').toUpperCase()}`);
  if (Number.isNaN(millis)) return null;
  return (leap ? millis + 1000 : millis) * 1000 + (leap ? 0 : Number(fraction.slice(0, 6).padEnd(6, '0')));
}

/** Prints UTC with milliseconds, or with microseconds where there are any. */
export function formatTime(micros: Micros): string {
  const millis = Math.floor(micros / 1000);
  // Centuries away the microseconds are beyond what a number holds.
  const rest = Number.isSafeInteger(micros) ? micros - millis * 1000 : 0;
  const text = new Date(millis).toISOString();
  return rest === 0 ? text : `${text.slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
}

/** The clock the store stamps arrivals with. */
export const now = (): Micros => Date.now() * 1000;
