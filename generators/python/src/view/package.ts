import { firstSentence, headerLines, Lexeme } from '@sdkgen/codegen';
import { hasFeeds } from '../features.ts';
import { comment, identifier, tomlString } from '../literals.ts';
import { isInParts } from './models-in-parts.ts';
import type { Source } from './module.ts';

/** `pyproject.toml`. */
export function packageView(source: Source): object {
  const { api, config, names } = source;
  return {
    header: headerLines(source).map((line) => ({ line: comment(line) })),
    package: tomlString(names.package),
    module: identifier(names.module),
    wheel: tomlString(`src/${names.module}`),
    version: tomlString(config.version),
    description: tomlString(firstSentence(api.description) || `A client of ${config.title}`),
    license: tomlString(config.license),
    keywords: Lexeme.join(config.keywords.map(tomlString), ', '),
    hasUrls: config.homepage !== null || config.repository !== null,
    hasHomepage: config.homepage !== null,
    homepage: tomlString(config.homepage ?? ''),
    hasRepository: config.repository !== null,
    repository: tomlString(config.repository ?? ''),
    hasFeeds: hasFeeds(api),
    isInParts: isInParts(api),
    author: tomlString(config.title),
  };
}
