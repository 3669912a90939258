import { readFileSync } from 'node:fs';

/** The version of the API and of this server: the document's `info.version` and what `get_status` reports. */
export const version: string = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
