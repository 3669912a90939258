import { inRoot } from '../paths.ts';
import { chromium } from '../run/chromium.ts';
import { LINGERING, RESENT, UPGRADES } from './javascript.ts';
import type { Difference, Platform } from './platform.ts';

const PAGE = inRoot('ci', 'src', 'runtimes', 'page.ts');

const DIFFERS: readonly Difference[] = [
  UPGRADES,
  LINGERING,
  RESENT,
  {
    fixture: 'contract',
    names: ['redirect: '],
    why: 'a page may not see where a redirect leads, nor its status; it is not followed, and an error all the same',
  },
  { fixture: 'contract', names: ['secrets: '], why: 'a page may not set cookies' },
  { fixture: 'generated', names: ['contractSecret: '], why: 'a page may not set cookies' },
  {
    fixture: 'websocket',
    names: ['parameters go with', 'a key goes in', 'a token goes in'].map((name) => `websocket: ${name}`),
    why: 'a page may not set headers of a WebSocket: the first message has them',
  },
];

export const BROWSER: Platform = {
  name: 'chromium',
  language: 'node',
  prepare: async () => {
    const program = chromium();
    if (program === null) return { missing: 'no Chromium on this machine: install one, or name it in CHROMIUM' };
    return {
      env: { CHROMIUM: program },
      launcher: (built) => `#!/bin/sh\nexec "${process.execPath}" "${PAGE}" "${built}"\n`,
    };
  },
  differs: DIFFERS,
};
