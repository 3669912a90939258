/**
 * How rustfmt breaks the few shapes generated code is made of. There is no rustfmt to run where SDKs are rendered, so templates
 * print what it would; a check in CI holds them to it.
 */
export * from './expression.ts';
export * from './imports.ts';
export * from './item.ts';
export * from './nested.ts';
export * from './signature.ts';
