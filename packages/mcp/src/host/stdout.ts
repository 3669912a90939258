import { Writable } from 'node:stream';

/**
 * Standard output for the protocol alone. Whatever else is printed in this process goes to stderr from now on: one stray line of a
 * dependency would end the connection.
 */
export function claimStdout(): Writable {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr) as typeof stdout.write;
  const protocol = new Writable({
    decodeStrings: false,
    write: (chunk: string | Uint8Array, _encoding, done) => void write(chunk, (error) => done(error)),
  });
  stdout.on('error', (error) => protocol.destroy(error));
  return protocol;
}
