export * from './casing.ts';
export * from './config.ts';
export * from './engine.ts';
export * from './language.ts';
export * from './lexeme.ts';
export * from './markdown.ts';
export * from './runtime-contract.ts';
export * from './scope.ts';
