export * from './compatibility.ts';
export * from './finding.ts';
