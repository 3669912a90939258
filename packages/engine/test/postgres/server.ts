import { whyNot } from './install.ts';
import { Instance } from './instance.ts';

export { whyNot };

export interface PostgresServer {
  /** An empty place of its own in the database, where the extension is there already. */
  url(): Promise<string>;
  /** Ends every process of it with SIGKILL, as a crash of the machine's would, and starts it again on the same data. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** A server of the test's own. */
export async function startPostgres(): Promise<PostgresServer> {
  const instance = new Instance();
  instance.create();
  await instance.start();
  await instance.execute('CREATE EXTENSION IF NOT EXISTS vector');
  let places = 0;
  return {
    async url() {
      const place = `place_${places++}`;
      await instance.execute(`CREATE SCHEMA ${place}`);
      return `${instance.database}&options=${encodeURIComponent(`-c search_path=${place},public`)}`;
    },
    async crash() {
      await instance.kill();
      await instance.start();
    },
    stop: () => instance.stop(),
  };
}
