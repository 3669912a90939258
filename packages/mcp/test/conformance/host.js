// The program's own host, with the suite's fixtures beside what is really there: node test/conformance/host.js
import '../../bin/sources.js';

await import('../../src/host/stdout.ts');
await import('./host.ts');
