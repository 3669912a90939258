import { type Document, parseJson, printJson, type Value } from '@vectorscaledb/conformance';
import { BadMutant, type Mutant } from './mutant.ts';

type Members = Record<string, Value>;

/** A document with a member changed, taken away, or called something else (`→ name`). */
export function withDocumentFault(document: Document, { find, replace }: Mutant): Document {
  const copy = parseJson(printJson(document)) as Members;
  const path = find
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = path.pop() ?? '';
  const holder = path.reduce<Value | undefined>((value, name) => (value as Members)?.[name], copy);
  if (typeof holder !== 'object' || holder === null) throw new BadMutant(`the document has no ${find}`);
  const members = holder as Members;
  if (!(last in members) && replace === '') throw new BadMutant(`the document has no ${find}`);
  const before = printJson(copy);
  if (replace === '') remove(holder, last);
  else if (replace.startsWith('→ ')) rename(members, last, replace.slice(2));
  else members[last] = parseJson(replace);
  if (printJson(copy) === before) throw new BadMutant(`the document stays as it is: ${find}`);
  return copy as Document;
}

function remove(holder: Value, name: string): void {
  if (Array.isArray(holder)) holder.splice(Number(name), 1);
  else delete (holder as Members)[name];
}

/** In its place: order is part of what SDKs are made of. */
function rename(members: Members, from: string, to: string): void {
  const entries = Object.entries(members);
  for (const [name] of entries) delete members[name];
  for (const [name, value] of entries) members[name === from ? to : name] = value;
}
