export * from './compatibility.ts';
export * from './finding.ts';
export * from './surfaces.ts';
