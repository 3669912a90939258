import { type Breakout, breakoutsOf } from './breakouts.ts';
import { type Fill, hotel, slots } from './hotel.ts';
import { PAYLOADS } from './payloads.ts';
import { languageIds, read, renderIn } from './render.ts';

/** One document with payloads in it, tried in every language. */
export interface Trial {
  readonly payload: string;
  readonly slot: string;
  /** How many slots held it. */
  readonly taken: number;
  /** The pipeline's findings where it refused the document: a good answer to a bad text. */
  readonly refused: readonly string[];
  readonly breakouts: readonly (Breakout & { readonly language: string })[];
}

export async function tryDocument(payload: string, slot: string, document: object, taken = 1): Promise<Trial> {
  const api = await read(document);
  if (Array.isArray(api)) return { payload, slot, taken, refused: api, breakouts: [] };
  const refused: string[] = [];
  const breakouts: (Breakout & { language: string })[] = [];
  for (const language of await languageIds()) {
    const rendering = await renderIn(language, api);
    if ('refused' in rendering) {
      refused.push(...rendering.refused);
      continue;
    }
    for (const [path, { bytes }] of rendering.files)
      for (const breakout of await breakoutsOf(path, Buffer.from(bytes).toString()))
        breakouts.push({ language, ...breakout });
  }
  return { payload, slot, taken, refused, breakouts };
}

/** The payload in one slot, all others harmless. */
export const inSlot =
  (slot: string, payload: string): Fill =>
  (name, plain) =>
    name === slot ? (PAYLOADS[payload] ?? '') : plain;

/** Every payload in every slot, one at a time. */
export async function* everyTrial(): AsyncGenerator<Trial> {
  for (const payload of Object.keys(PAYLOADS))
    for (const slot of slots()) yield tryDocument(payload, slot, hotel(inSlot(slot, payload)));
}

/** Each payload once, in every slot at a time that takes it. */
export async function* combinedTrials(): AsyncGenerator<Trial> {
  for (const [payload, text] of Object.entries(PAYLOADS)) {
    const document = (filled: ReadonlySet<string>): object =>
      hotel((slot, plain) => (filled.has(slot) ? unique(text, slot) : plain));
    const taken = new Set(await takers(slots(), (some) => document(new Set(some))));
    yield tryDocument(payload, 'every slot', document(taken), taken.size);
  }
}

/** Those slots that may hold the payload without the document being refused: by halves, since most of them may. */
async function takers(some: readonly string[], document: (some: readonly string[]) => object): Promise<string[]> {
  if (!Array.isArray(await read(document(some)))) return [...some];
  if (some.length === 1) return [];
  const middle = Math.ceil(some.length / 2);
  return [...(await takers(some.slice(0, middle), document)), ...(await takers(some.slice(middle), document))];
}

/** Texts that name things must differ, or the document refuses itself as ambiguous. */
function unique(text: string, slot: string): string {
  return `${text} ${slot}`;
}
