import { isDeepStrictEqual } from 'node:util';
import type { Argument } from '../operation.ts';
import { boundsIn } from './bounds.ts';
import type { Found } from './change.ts';
import { sameProse } from './docs.ts';
import { type Pair, subjectOf } from './operations.ts';
import { relationOf } from './relation.ts';
import { typeText } from './text.ts';

/** What callers pass, one by one, and the order of what they must pass. */
export function compareArguments(pair: Pair, found: Found): void {
  const { old, operation } = pair;
  const left = new Map(old.arguments.map((argument) => [keyOf(argument), argument]));
  const added: Argument[] = [];
  for (const argument of operation.arguments) {
    const was = left.get(keyOf(argument)) ?? [...left.values()].find((one) => one.name.wire === argument.name.wire);
    if (!was) {
      added.push(argument);
      continue;
    }
    left.delete(keyOf(was));
    compareArgument(pair, was, argument, found);
  }
  for (const argument of added) {
    const was = [...left.values()].find((one) => isRenamed(pair, one, argument));
    if (was) {
      left.delete(keyOf(was));
      found.add(
        'argument-renamed',
        pointerOf(pair, argument),
        subject(pair, argument),
        was.name.wire,
        argument.name.wire,
      );
      compareArgument(pair, was, argument, found);
    } else {
      const kind = argument.required ? 'required-argument-added' : 'argument-added';
      found.add(kind, pointerOf(pair, argument), subject(pair, argument), null, typeText(pair.after, argument.type));
    }
  }
  for (const was of left.values())
    found.add('argument-removed', old.pointer, subject(pair, was), typeText(pair.before, was.type));
  compareOrder(pair, found);
}

const keyOf = ({ name, at }: Argument): string => `${at.in} ${at.in === 'member' ? at.wire : name.wire}`;
const subject = ({ operation }: Pair, { name }: Argument) => subjectOf(operation, 'argument', name);

function pointerOf({ operation }: Pair, { at }: Argument): string {
  return at.in === 'member' || at.in === 'body' ? operation.pointer : at.parameter.pointer;
}

/** A placeholder of the path at the same place, of the same type: only its name is another. */
function isRenamed({ before, after, old, operation }: Pair, was: Argument, argument: Argument): boolean {
  if (was.at.in !== 'path' || argument.at.in !== 'path') return false;
  const place = (path: typeof old.path, wire: string): number =>
    path.findIndex((part) => part.kind === 'parameter' && part.wire === wire);
  return (
    place(old.path, was.name.wire) === place(operation.path, argument.name.wire) &&
    relationOf(before, was.type, after, argument.type) === 'same'
  );
}

function compareArgument(pair: Pair, was: Argument, argument: Argument, found: Found): void {
  const { before, after } = pair;
  const [pointer, part] = [pointerOf(pair, argument), subject(pair, argument)];
  if (placeText(was) !== placeText(argument))
    found.add('argument-moved', pointer, part, placeText(was), placeText(argument));
  if (!was.required && argument.required) found.add('argument-now-required', pointer, part);
  if (was.required && !argument.required) found.add('argument-now-optional', pointer, part);
  const relation = relationOf(before, was.type, after, argument.type);
  if (relation !== 'same') {
    const kind = relation === 'wider' ? 'argument-type-wider' : 'argument-type-changed';
    found.add(kind, pointer, part, typeText(before, was.type), typeText(after, argument.type));
  } else if (boundsIn(was.type) !== boundsIn(argument.type)) {
    found.add('bounds-changed', pointer, part, boundsIn(was.type) || 'none', boundsIn(argument.type) || 'none');
  }
  if (!isDeepStrictEqual(was.default, argument.default))
    found.add('argument-default-changed', pointer, part, json(was.default), json(argument.default));
  if (!was.docs.deprecated && argument.docs.deprecated) found.add('argument-deprecated', pointer, part);
  if (!sameProse(was.docs, argument.docs)) found.add('documentation-changed', pointer, part);
}

const json = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));

/** Where it goes and how it is laid out there. */
function placeText({ at }: Argument): string {
  if (at.in === 'body') return 'the body';
  if (at.in === 'member') return `member ${at.wire}`;
  const { style, explode, allowReserved } = at.parameter;
  const more = [style, explode ? 'exploded' : '', allowReserved ? 'reserved' : ''].filter(Boolean).join(', ');
  return `${at.in} (${more})`;
}

/** Of what must be passed: some languages take it by its place. */
function compareOrder({ old, operation }: Pair, found: Found): void {
  const names = (all: readonly Argument[]): string[] =>
    all.filter(({ required }) => required).map(({ name }) => name.wire);
  const [was, is] = [names(old.arguments), names(operation.arguments)];
  const common = is.filter((name) => was.includes(name));
  const before = was.filter((name) => is.includes(name));
  if (common.join() !== before.join())
    found.add('arguments-reordered', operation.pointer, subjectOf(operation), before.join(', '), common.join(', '));
}
