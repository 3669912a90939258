import { defineConfig } from 'vitest/config';

/** One configuration for every workspace; each runs its own tests. */
export default defineConfig({ test: { include: ['test/**/*.test.ts', 'src/**/*.test.ts'], testTimeout: 30_000 } });
