import { essenceOf } from '../cases/media.ts';
import type { Answer } from '../scoring/answer.ts';
import { type Recorded, valuesOf } from '../scoring/recording.ts';
import type { Finding } from './finding.ts';

/** Holds a request to accepting the answer it got: a server that negotiates would not have sent it else (RFC 9110, 12.5.1). */
export function judgeAccepted(answers: readonly Answer[], recorded: readonly Recorded[]): Finding[] {
  return recorded.flatMap((request, n) => {
    const { status = 200, headers = {} } = answers[n] ?? {};
    const type = essenceOf(
      String(Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''),
    );
    const accepted = valuesOf(request, 'accept').flatMap((value) => value.split(','));
    const isFine =
      type === '' || status >= 300 || accepted.length === 0 || accepted.some((range) => admits(essenceOf(range), type));
    return isFine ? [] : [{ what: 'accept', expected: type, got: accepted.join(', ') }];
  });
}

function admits(range: string, type: string): boolean {
  return range === '*/*' || range === type || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
}
