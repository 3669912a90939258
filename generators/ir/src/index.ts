export * from './api.ts';
export * from './declaration.ts';
export * from './diagnostic.ts';
export * from './json.ts';
export * from './name.ts';
export * from './never.ts';
export * from './operation.ts';
export * from './type.ts';
