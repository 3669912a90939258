import { headerLines, type RenderInput } from '@sdkgen/codegen';
import { type Directions, directionsOf } from '../directions.ts';
import { lineComment } from '../literals.ts';
import { type Names, namesOf } from '../names.ts';

/** What every view is made from. */
export interface Context extends RenderInput {
  readonly directions: Directions;
  /** Public names, settled for the whole SDK. */
  readonly named: Names;
}

export function contextOf(input: RenderInput): Context {
  const directions = directionsOf(input.api);
  return { ...input, directions, named: namesOf(input, directions) };
}

/** The first lines of a generated file. */
export function header(input: RenderInput) {
  return { header: headerLines(input).map(lineComment) };
}
