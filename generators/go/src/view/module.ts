import { type Lexeme, prose, type RenderInput } from '@sdkgen/codegen';
import { docComment, modulePath, stringLiteral } from '../literals.ts';

export interface ModuleView {
  readonly modulePath: Lexeme;
  readonly packageDoc: Lexeme;
  readonly clientName: Lexeme;
}

/** The module as a whole: its path, and what its documentation opens with. */
export function moduleView({ api, config, names }: RenderInput): ModuleView {
  return {
    modulePath: modulePath(names.package),
    packageDoc: docComment([
      `Package ${names.module} is the client of ${prose(config.title)}.`,
      ...prose(api.description).split('\n\n'),
      `Every method takes a context, a struct of arguments and options of the call, and every failure of a call is a *${config.baseError}, as errors.As sees it.`,
    ]),
    clientName: stringLiteral(`${names.module}.${names.client}`),
  };
}
