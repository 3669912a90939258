import { run } from '../../run/process.ts';
import type { Made } from '../made.ts';

type Env = Readonly<Record<string, string>>;

/** A registry as it is used by its ordinary client. Which one, and by what right, the environment says: the real one, or one on loopback. */
export interface Client {
  has(made: Made, env: Env): Promise<boolean>;
  publish(made: Made, env: Env): Promise<void>;
}

/** Whether a question a client answers by its exit status is answered with yes. */
export async function does(argv: readonly string[], cwd: string, env: Env): Promise<boolean> {
  return (await run({ argv, cwd, env })).ok;
}
