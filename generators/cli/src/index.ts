export { readSource } from '@sdkgen/document';
export { configOf, namesOf, readConfig } from './config.ts';
export { bumpOf, changelogOf, changesetOf } from './diff/changeset.ts';
export { compareDocuments } from './diff/compare.ts';
export { printFindings } from './diff/print.ts';
export { generate } from './generate.ts';
export { languageIds, loadLanguages, targetIds } from './languages.ts';
export type { GenerateOptions, TargetReport } from './options.ts';
export { generatorVersion, pin } from './pin.ts';
export { readApi, readRuntime } from './render.ts';
export { errorText } from './report-error.ts';
export {
  installOpenapiGenerator,
  JAR as OPENAPI_GENERATOR_JAR,
  VERSION as OPENAPI_GENERATOR_VERSION,
} from './second-tier/jar.ts';
export { table } from './table.ts';
export { UsageError } from './usage-error.ts';
