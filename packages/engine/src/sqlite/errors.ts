import { StoreError } from '../errors.ts';

/** What SQLite says of the disk or the file, not of the statement, by its primary result code. */
const WORDS = new Map([
  [7, 'there is no memory left'],
  [8, 'the data cannot be written: its disk or file is read-only'],
  [10, 'the disk failed'],
  [11, 'the data file is damaged: stop the server and restore it from a copy'],
  [13, 'the disk is full'],
  [14, 'the data file cannot be opened'],
  [26, 'the data file is no database of this program: restore it from a copy, or choose another directory'],
]);

/** What went wrong below as `unavailable`, where storage is the reason; anything else as it is. */
export function storageError(error: unknown): unknown {
  const words = WORDS.get(((error as { errcode?: number } | null)?.errcode ?? 0) & 0xff);
  return words === undefined ? error : new StoreError('unavailable', words, { cause: error });
}

export const isUnavailable = (error: unknown): error is StoreError =>
  error instanceof StoreError && error.code === 'unavailable';
