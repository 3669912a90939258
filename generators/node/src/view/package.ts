import { Lexeme, prose } from '@sdkgen/codegen';
import { json } from '../literals.ts';
import type { Context } from './context.ts';

/** `package.json` and its lock. */
export function packageView({ api, config, names }: Context) {
  const description = prose(api.description).split('\n')[0] || `Client of ${config.title}.`;
  return {
    name: json(names.package),
    version: json(config.version),
    description: json(description),
    keywords: Lexeme.join(config.keywords.map(json), ', '),
    license: json(config.license),
    homepage: optional(config.homepage),
    repository: optional(gitUrl(config.repository)),
  };
}

/** As npm writes the addresses of repositories. */
function gitUrl(url: string | null): string | null {
  return url?.startsWith('https://') ? `git+${url.replace(/\.git$/, '')}.git` : url;
}

/** A list of none or one, for members that are left out when nothing is known. */
function optional(text: string | null) {
  return text === null ? [] : [{ value: json(text) }];
}
