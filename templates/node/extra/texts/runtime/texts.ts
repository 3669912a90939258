import { type Reader, textOf } from './answer.js';
import type { Sender } from './payload.js';

/** A body that is text. */
export const body: Sender = (value) => ({ body: String(value) });

/** An answer that is text. */
export const read: Reader = textOf;
