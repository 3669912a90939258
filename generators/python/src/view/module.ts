import { headerLines, type Lexeme, type RenderInput } from '@sdkgen/codegen';
import type { Imports } from '../imports.ts';
import { comment, docstring } from '../literals.ts';
import type { PythonNames } from '../names.ts';

/** What every view is made from. */
export interface Source extends RenderInput {
  readonly py: PythonNames;
}

/** What every generated module begins with. */
export interface ModuleView {
  readonly header: readonly { readonly line: Lexeme }[];
  readonly doc: Lexeme;
  readonly sections: readonly { readonly lines: readonly { readonly line: Lexeme }[] }[];
  readonly hasChecked: boolean;
  readonly hasSelf: boolean;
  readonly checked: Lexeme;
  readonly hints: ModuleView['sections'];
}

/** Asked last: by then the rest of the view has said what it imports. */
export function moduleView(source: Source, doc: string, imports: Imports, hints?: Imports): ModuleView {
  const checked = hints?.without(imports).sections ?? [];
  if (checked.length > 0) imports.from('typing', 'TYPE_CHECKING');
  return {
    header: headerLines(source).map((line) => ({ line: comment(line) })),
    doc: docstring([doc], 0),
    sections: linesOf(imports.sections),
    hasChecked: imports.isTyping || checked.length > 0,
    hasSelf: imports.isTyping,
    checked: imports.checked,
    hints: linesOf(checked),
  };
}

export function linesOf(sections: Imports['sections']): ModuleView['sections'] {
  return sections.map(({ lines }) => ({ lines: lines.map((line) => ({ line })) }));
}
