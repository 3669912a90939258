/** What a media type is to whoever writes and reads it. */
export type Kind = 'json' | 'form' | 'multipart' | 'text' | 'events' | 'lines' | 'records' | 'xml' | 'binary';

/** A media type without its parameters. */
export const essenceOf = (mediaType: string): string => (mediaType.split(';')[0] ?? '').trim().toLowerCase();

export function kindOf(mediaType: string): Kind {
  const type = essenceOf(mediaType);
  if (/^application\/(x-ndjson|ndjson|jsonl|x-jsonlines)$/.test(type)) return 'lines';
  if (type === 'application/json-seq') return 'records';
  if (type === 'text/event-stream') return 'events';
  if (/[/+]json$/.test(type)) return 'json';
  if (type === 'application/x-www-form-urlencoded') return 'form';
  if (type.startsWith('multipart/')) return 'multipart';
  if (/[/+]xml$/.test(type)) return 'xml';
  return type.startsWith('text/') ? 'text' : 'binary';
}
