import { mcp } from './mcp.ts';
import type { Program } from './program.ts';
import { sdkgen } from './sdkgen.ts';
import { server } from './server.ts';

/** What is published besides SDKs. */
export const PROGRAMS: readonly Program[] = [server, sdkgen, mcp];
