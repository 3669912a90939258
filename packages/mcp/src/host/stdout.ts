import { Writable } from 'node:stream';

/**
 * Standard output for the protocol alone. Whatever else is printed in this process goes to stderr from now on: one stray line of a
 * dependency would end the connection.
 */
function claimStdout(): Writable {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr) as typeof stdout.write;
  const own = new Writable({
    decodeStrings: false,
    write: (chunk: string | Uint8Array, _encoding, done) => void write(chunk, (error) => done(error)),
  });
  stdout.on('error', (error) => own.destroy(error));
  return own;
}

/** Claimed as soon as this is loaded, which the program does before anything else. */
export const protocol: Writable = claimStdout();
