export { readSource } from '@sdkgen/document';
export { configOf, namesOf, readConfig } from './config.ts';
export { type GenerateOptions, generate, type TargetReport } from './generate.ts';
export { languageIds, loadLanguages } from './languages.ts';
export { generatorVersion, pin } from './pin.ts';
export { readApi, readRuntime } from './render.ts';
export { errorText } from './report-error.ts';
export { table } from './table.ts';
export { UsageError } from './usage-error.ts';
