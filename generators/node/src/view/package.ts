import { prose } from '@sdkgen/codegen';
import { json } from '../literals.ts';
import type { Context } from './context.ts';

/** `package.json` and its lock. */
export function packageView({ api, config, names }: Context) {
  const description = prose(api.description).split('\n')[0] || `Client of ${config.title}.`;
  return {
    name: json(names.package),
    version: json(config.version),
    description: json(description),
    license: json(config.license),
    homepage: optional(config.homepage),
    repository: optional(config.repository),
  };
}

/** A list of none or one, for members that are left out when nothing is known. */
function optional(text: string | null) {
  return text === null ? [] : [{ value: json(text) }];
}
