#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Compiled sources are kept between runs: start-up is most of what an unchanged document costs.
enableCompileCache?.();
await import('../src/main.ts');
