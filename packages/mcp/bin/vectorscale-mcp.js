#!/usr/bin/env node
import './sources.js';

await import('../src/main.ts');
