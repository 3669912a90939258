import { createHash } from 'node:crypto';
import { access, appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { listen } from './http.ts';
import { type StartLoopback, TOKEN } from './loopback.ts';

/** A registry of crates as cargo's reference describes it: a sparse index, downloads, and the one call that publishes. */
export const startCrates: StartLoopback = async (folder) => {
  await mkdir(folder, { recursive: true });
  const { url, stop } = await listen((request, response) => {
    answer(folder, url, request).then(
      ({ status, body }) => void response.writeHead(status).end(body),
      (error: Error) => refuse(response, error),
    );
  });
  const env = {
    CARGO_REGISTRY_DEFAULT: 'loopback',
    CARGO_REGISTRIES_LOOPBACK_INDEX: `sparse+${url}/`,
    CARGO_REGISTRIES_LOOPBACK_TOKEN: TOKEN,
    CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS: 'cargo:token',
  };
  return { env, stop };
};

interface Answer {
  readonly status: number;
  readonly body: string | Buffer;
}

async function answer(folder: string, url: string, request: IncomingMessage): Promise<Answer> {
  const path = request.url ?? '';
  if (request.method === 'PUT' && path === '/api/v1/crates/new') return publish(folder, request);
  if (path === '/config.json') return json({ dl: `${url}/crates/{crate}/{version}`, api: url });
  const [, name, version] = /^\/crates\/([\w-]+)\/([\w.+-]+)$/.exec(path) ?? [];
  const file = name && version ? crateFile(folder, name, version) : indexFile(folder, path.split('/').at(-1) ?? '');
  return (await exists(file)) ? { status: 200, body: await readFile(file) } : { status: 404, body: '' };
}

/** The body is two parts, each behind its length: what the crate says of itself, and the crate. */
async function publish(folder: string, request: IncomingMessage): Promise<Answer> {
  if (request.headers.authorization !== TOKEN) return { status: 403, body: '' };
  const whole = await buffer(request);
  const described = whole.readUInt32LE(0);
  const about = JSON.parse(whole.toString('utf8', 4, 4 + described));
  const crate = whole.subarray(8 + described);
  if (crate.length !== whole.readUInt32LE(4 + described)) return json({ errors: [{ detail: 'the crate is cut off' }] });
  if (await exists(crateFile(folder, about.name, about.vers)))
    return json({ errors: [{ detail: `${about.name} ${about.vers} is already published` }] });
  await mkdir(folder, { recursive: true });
  await writeFile(crateFile(folder, about.name, about.vers), crate);
  await appendFile(indexFile(folder, about.name), `${JSON.stringify(indexLine(about, crate))}\n`);
  return json({ warnings: { invalid_categories: [], invalid_badges: [], other: [] } });
}

// biome-ignore lint/suspicious/noExplicitAny: cargo's own JSON, passed on
function indexLine({ name, vers, deps, features, rust_version }: any, crate: Buffer): object {
  return {
    name,
    vers,
    // biome-ignore lint/suspicious/noExplicitAny: as above
    deps: deps.map(({ version_req, explicit_name_in_toml, ...rest }: any) => ({
      ...rest,
      req: version_req,
      ...(explicit_name_in_toml ? { name: explicit_name_in_toml, package: rest.name } : {}),
    })),
    cksum: createHash('sha256').update(crate).digest('hex'),
    features,
    yanked: false,
    rust_version,
  };
}

const crateFile = (folder: string, name: string, version: string): string => join(folder, `${name}-${version}.crate`);
const indexFile = (folder: string, name: string): string => join(folder, `${name}.index`);
const json = (value: object): Answer => ({ status: 200, body: JSON.stringify(value) });

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

function refuse(response: ServerResponse, error: Error): void {
  response.writeHead(500).end(error.message);
}
