import type { Case } from '../fixtures/case.ts';
import { busy, FINE, reading } from './read.ts';

const FEATURE = 'Retry-After';
const OBEYED = { value: 'fine', status: 200, attempts: 2 };

/** What the server asks for, and how long the wait then is, at least and at most; a machine may be busy. */
const FORMS: readonly (readonly [name: string, headers: Record<string, string>, least: number, most: number])[] = [
  ['seconds', { 'Retry-After': '1' }, 1000, 1900],
  ['no seconds', { 'Retry-After': '0' }, 0, 350],
  // Longer than a wait the server says nothing of, so that one can be told from the other.
  ['a fraction', { 'Retry-After': '1.2' }, 1200, 1900],
  ['space around it', { 'Retry-After': ' 1 ' }, 1000, 1900],
  // A date has whole seconds: two ahead is between one and two.
  ['a date', { 'Retry-After': '{http-date+2}' }, 950, 2900],
  ['a date as RFC 850 has it', { 'Retry-After': '{rfc850-date+2}' }, 950, 2900],
  ['a date as asctime has it', { 'Retry-After': '{asctime-date+2}' }, 950, 2900],
  ['a date gone by', { 'Retry-After': '{http-date-60}' }, 0, 350],
  ['milliseconds', { 'Retry-After-Ms': '1150' }, 1150, 1900],
  ['milliseconds go before seconds', { 'Retry-After-Ms': '150', 'Retry-After': '7' }, 150, 800],
  ['what is no time', { 'Retry-After': 'soon' }, 375, 1200],
  ['a negative time', { 'Retry-After': '-5' }, 375, 1200],
  ['nothing', { 'Retry-After': '' }, 375, 1200],
];

export const retryAfterCases: readonly Case[] = [
  ...FORMS.map(([name, headers, least, most]) =>
    reading({
      name: `Retry-After: ${name}`,
      feature: FEATURE,
      answers: [busy(headers), FINE],
      gives: OBEYED,
      more: { waits: [[least, most]] },
    }),
  ),
  reading({
    name: 'Retry-After: with 429',
    feature: FEATURE,
    answers: [{ status: 429, headers: { 'Retry-After': '0.2' } }, FINE],
    gives: OBEYED,
    more: { waits: [[200, 900]] },
  }),
  ...[
    ['seconds', { 'Retry-After': '90' }, 90],
    ['milliseconds', { 'Retry-After-Ms': '60001' }, 60.001],
  ].map(([form, headers, seconds]) =>
    reading({
      name: `Retry-After: more ${form} than anyone waits`,
      feature: FEATURE,
      answers: [{ status: 429, headers: headers as Record<string, string> }],
      gives: { status: 429, attempts: 1, error: { type: 'RateLimitError', retry_after: seconds as number } },
      more: { within: [0, 1000] },
    }),
  ),
  reading({
    name: 'Retry-After: an hour as a date',
    feature: FEATURE,
    answers: [busy({ 'Retry-After': '{http-date+3600}' })],
    gives: { status: 503, attempts: 1, error: { type: 'ServerError' } },
    more: { within: [0, 1000] },
  }),
];
