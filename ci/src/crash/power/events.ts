/** What a process did to its files, in its order. Paths are as it named them. */
export type Event =
  | { readonly kind: 'create'; readonly path: string }
  | { readonly kind: 'mkdir'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  | { readonly kind: 'unlink'; readonly path: string }
  | { readonly kind: 'sync'; readonly path: string }
  | { readonly kind: 'said'; readonly text: string };

const CALL = /^(\w+)\((.*)\)\s+= (-?\d+)/;
const STRING = /"((?:\\x[0-9a-f]{2})*)"/;

const unhex = (text: string): Buffer => Buffer.from(text.replaceAll('\\x', ''), 'hex');

/** Reads what `strace -xx` wrote of one thread. A call that is not understood throws: what was not replayed proves nothing. */
export function readTrace(trace: string, below: string): Event[] {
  const events: Event[] = [];
  const open = new Map<string, string>();
  for (const line of trace.split('\n')) {
    const [, name = '', args = '', result = ''] = CALL.exec(line) ?? [];
    if (name === '' || result.startsWith('-')) continue;
    const text = unhex(STRING.exec(args)?.[1] ?? '');
    const [fd = ''] = args.split(',', 1);
    const path = open.get(fd);
    if (name === 'openat') {
      const opened = text.toString();
      if (!opened.startsWith(below)) continue;
      if (/O_CREAT/.test(args)) events.push({ kind: 'create', path: opened });
      if (/O_TRUNC/.test(args)) events.push({ kind: 'truncate', path: opened, size: 0 });
      open.set(result, opened);
    } else if (name === 'close') open.delete(fd);
    else if (name === 'mkdir') {
      if (text.toString().startsWith(below)) events.push({ kind: 'mkdir', path: text.toString() });
    } else if (name === 'unlink') {
      if (text.toString().startsWith(below)) events.push({ kind: 'unlink', path: text.toString() });
    } else if (name === 'write' && fd === '1') events.push({ kind: 'said', text: text.toString() });
    else if (path === undefined) continue;
    else if (name === 'fsync' || name === 'fdatasync') events.push({ kind: 'sync', path });
    else if (name === 'ftruncate') events.push({ kind: 'truncate', path, size: Number(args.split(',')[1]) });
    else if (name === 'pwrite64') {
      if (text.length !== Number(result)) throw new Error(`a write of ${result} bytes was recorded as ${text.length}`);
      events.push({ kind: 'write', path, offset: Number(args.split(',').at(-1)), bytes: text });
    } else throw new Error(`${name} on ${path} cannot be replayed`);
  }
  return events;
}
