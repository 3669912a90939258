import type { RenderedFile, RenderInput } from '@sdkgen/codegen';
import type { Names } from '../names.ts';
import type { Recursion } from '../recursion.ts';

export function readmeFiles(_input: RenderInput, _names: Names, _recursion: Recursion): RenderedFile[] {
  return [];
}
