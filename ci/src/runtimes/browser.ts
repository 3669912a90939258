import { inRoot } from '../paths.ts';
import { chromium } from '../run/chromium.ts';
import type { Platform } from './platform.ts';

const PAGE = inRoot('ci', 'src', 'runtimes', 'page.ts');

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
};
