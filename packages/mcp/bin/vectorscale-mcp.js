#!/usr/bin/env node
import './sources.js';

// First of all: what anything else prints while it is loaded must not reach the client.
await import('../src/host/stdout.ts');
await import('../src/host/frugal.ts');
await import('../src/main.ts');
