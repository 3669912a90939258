import { Digits, printJson } from './json.js';
import { textOf } from './parameters.js';
import type { Payload } from './payload.js';
import { isRecord } from './records.js';
import { fileOf, isFile, isWhole, streamOf, type UploadFile } from './uploads.js';

/** How one member travels. */
export interface PartPlan {
  readonly wire: string;
  /** `value`: whichever of these it is. */
  readonly content: 'file' | 'text' | 'json' | 'value';
  /** Absent for text that says nothing of its type. By `value` it is that of files. */
  readonly type?: string;
  /** Prints what is neither. */
  readonly print?: (value: unknown) => string;
}

/** A part: its head as text, then what is in it. */
interface Part {
  readonly head: string;
  readonly content: string | Exclude<UploadFile['content'], string>;
}

/** A multipart body: the document's parts in its order, then any others. */
export function body(value: unknown, mediaType: string, plans: readonly PartPlan[]): Payload {
  const tree = isRecord(value) ? value : {};
  const others = Object.keys(tree).filter((wire) => !plans.some((plan) => plan.wire === wire));
  const all: readonly PartPlan[] = [...plans, ...others.map((wire) => ({ wire, content: 'value' as const }))];
  const parts = all.flatMap((plan) => partsOf(plan, tree[plan.wire]));
  const boundary = `----${crypto.randomUUID()}`;
  const [essence = mediaType] = mediaType.split(';');
  return { ...assembled(parts, boundary), contentType: `${essence}; boundary=${boundary}` };
}

/** What a value is that is told by itself. */
function kindOf(value: unknown): Exclude<PartPlan['content'], 'value'> {
  if (typeof value !== 'object' || value === null || value instanceof Digits) return 'text';
  if (isFile(value)) return 'file';
  return isRecord(value) && Object.getPrototypeOf(value) === Object.prototype ? 'json' : 'file';
}

/** A list is as many parts as it has items, unless it is a JSON document. */
function partsOf(plan: PartPlan, value: unknown): Part[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.map((one) => partOf(plan, one));
  return [partOf(plan, value)];
}

function partOf(plan: PartPlan, value: unknown): Part {
  if (plan.content === 'value') return partOf(byValue(plan, kindOf(value)), value);
  const { wire, content, type, print } = plan;
  if (content === 'file') {
    const file = fileOf(value);
    const contentType = file.contentType ?? type ?? 'application/octet-stream';
    return { head: headOf(wire, file.name ?? wire, contentType, file.headers), content: file.content };
  }
  if (print) return { head: headOf(wire, null, type), content: print(value) };
  if (content === 'json') return { head: headOf(wire, null, type ?? 'application/json'), content: printJson(value) };
  return { head: headOf(wire, null, type), content: textOf(value) };
}

function byValue({ wire, type }: PartPlan, content: PartPlan['content']): PartPlan {
  return { wire, content, ...(content === 'file' && type !== undefined && { type }) };
}

function headOf(name: string, filename: string | null, type?: string, headers: Record<string, string> = {}): string {
  const disposition = `form-data; name="${quoted(name)}"${filename === null ? '' : `; filename="${quoted(filename)}"`}`;
  const all = { 'Content-Disposition': disposition, ...(type !== undefined && { 'Content-Type': type }), ...headers };
  return Object.entries(all)
    .map(([key, value]) => `${key}: ${oneLine(value)}\r\n`)
    .join('');
}

/** As browsers do it. */
function quoted(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\0]+/g, ' ');
}

/** One blob while every part can be read again, else a stream. */
function assembled(parts: readonly Part[], boundary: string): Payload {
  const pieces = [
    ...parts.flatMap(({ head, content }) => [`--${boundary}\r\n${head}\r\n`, content, '\r\n']),
    `--${boundary}--\r\n`,
  ];
  if (pieces.every((piece) => typeof piece === 'string' || isWhole(piece))) return { body: new Blob(pieces) };
  return { body: () => streamOf(chunksOf(pieces)), once: true };
}

async function* chunksOf(pieces: readonly Part['content'][]): AsyncGenerator<Uint8Array, void, undefined> {
  for (const piece of pieces) {
    if (typeof piece === 'string') yield new TextEncoder().encode(piece);
    else if (piece instanceof ArrayBuffer) yield new Uint8Array(piece);
    else if (piece instanceof Uint8Array) yield piece;
    else yield* chunksIn(piece instanceof Blob ? piece.stream() : (piece as AsyncIterable<Uint8Array>));
  }
}

/** Not every platform iterates over its own streams. */
async function* chunksIn(
  source: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (!(source instanceof ReadableStream)) return yield* source;
  const reader = source.getReader();
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value;
  } finally {
    reader.releaseLock();
  }
}
