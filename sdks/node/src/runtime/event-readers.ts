import type { Codec } from './codec.js';
import type { EventReader } from './endpoint.js';
import { parseJson } from './json.js';
import { decodeAs, UnknownVariant } from './unions.js';

/** Events whose data is a JSON text. With `exact`, numbers keep every digit. */
export function jsonEvent<Event>(data: string, codec: Codec<unknown>, exact = false): Event {
  return codec.decode(parseJson(data, exact)) as Event;
}

/** Events whose data is just text. */
export const textEvent: EventReader<string> = (data) => data;

/** Events whose name says what their data is; one of another name is kept as it is. */
export function namedEvent<Event>(
  data: string,
  type: string,
  codecs: Readonly<Record<string, Codec<unknown>>>,
  exact = false,
): Event {
  const codec = Object.hasOwn(codecs, type) ? codecs[type] : undefined;
  return (codec ? decodeAs(codec, parseJson(data, exact)) : unknown(data)) as Event;
}

function unknown(data: string): UnknownVariant {
  try {
    return new UnknownVariant(parseJson(data));
  } catch {
    return new UnknownVariant(data);
  }
}
