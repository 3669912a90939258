import { setFlagsFromString } from 'node:v8';

/**
 * The young generation stays small, since messages are. A process that only passes them on compiles nothing for speed either: the compilers
 * alone keep 40 MB resident, and without them a call takes a third longer, which is a quarter of a millisecond. Not where the engine runs.
 * Done when this is loaded, which the program does before it loads what else it needs.
 */
const ONLY_PASSES_ON = ['--no-opt', '--no-maglev', '--optimize-for-size'];
const hasEngine = process.argv.some((flag) => flag === '--standalone' || flag === '--network');
for (const flag of ['--semi-space-growth-factor=1', ...(hasEngine ? [] : ONLY_PASSES_ON)]) setFlagsFromString(flag);
