import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

export const inRoot = (...parts: readonly string[]): string => join(root, ...parts);

/** Where the document read from the live server waits to be rendered. */
export const LIVE_DOCUMENT = inRoot('dist', 'document', 'openapi.json');

/** What commands run with: tools of the repository first, nothing calls home, no colours or prompts in captured output. */
export function environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: [inRoot('node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter),
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
    TURBO_TELEMETRY_DISABLED: '1',
    npm_config_update_notifier: 'false',
    ...more,
  };
}
