import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { renderTarget } from '@sdkgen/codegen';
import { type Api, type Encoding, nameOf, type Operation, type Type } from '@sdkgen/ir';
import { describe, expect, it } from 'vitest';
import { go } from '../src/index.ts';
import {
  api,
  body,
  docs,
  floats,
  inputOf,
  list,
  object,
  operation,
  primitive,
  property,
  ref,
  success,
} from './mini.ts';

const text = primitive('string');
const binary = primitive('binary');
const header = { name: nameOf('X-Left'), type: primitive('int32'), required: true, explode: false, docs };

const sends = (name: string, encoding: Exclude<Encoding, 'events'>, mediaType: string, type: Type): Operation =>
  operation(name, null, {
    method: 'POST',
    body: body({ encoding, mediaType, type, gzip: true }),
    arguments: [{ name: nameOf('body'), type, required: true, default: undefined, docs, at: { in: 'body' } }],
  });

function gives(name: string, encoding: Encoding, mediaType: string, type: Type, more: Partial<Operation> = {}) {
  const answer = { ...success(type), encoding, mediaType };
  const responses = answer.responses.map((one) => ({ ...one, encoding, mediaType, headers: [header] }));
  return operation(name, null, { success: { ...answer, responses }, ...more });
}

const thing = object('Thing', property('name', text, true), property('file', binary), property('tags', list(text)));

/** One operation for each part of the runtime that only some documents need. */
const everything: Api = {
  ...api(
    [
      sends('sendForm', 'form', 'application/x-www-form-urlencoded', ref('Plain')),
      sends('sendParts', 'multipart', 'multipart/form-data', ref('Thing')),
      sends('sendOctets', 'binary', 'image/*', binary),
      sends('sendLines', 'ndjson', 'application/x-ndjson', ref('Plain')),
      sends('sendFloats', 'json', 'application/json', floats),
      sends('sendXml', 'xml', 'application/xml', ref('Plain')),
      gives('getText', 'text', 'text/plain', text),
      gives('getOctets', 'binary', 'application/octet-stream', binary),
      gives('getXml', 'xml', 'application/xml', ref('Plain')),
      gives('getForm', 'form', 'application/x-www-form-urlencoded', ref('Plain')),
      gives('getLines', 'json-seq', 'application/json-seq', ref('Plain'), {
        shape: { kind: 'lines', framing: 'json-seq' },
      }),
      gives('getEvents', 'events', 'text/event-stream', ref('Either'), {
        shape: {
          kind: 'events',
          endless: false,
          resumable: true,
          data: 'json',
          sentinel: '[DONE]',
          byEvent: [['plain', 0]],
          websocket: { name: nameOf('subscribe'), path: '/feed', heartbeat: 15, members: [] },
        },
      }),
    ],
    thing,
    object('Plain', property('name', text, true), property('tags', list(text))),
    {
      kind: 'union',
      id: '#/Either',
      name: nameOf('Either'),
      docs,
      xml: null,
      variants: [
        { name: nameOf('plain'), type: ref('Plain') },
        { name: nameOf('text'), type: text },
      ],
      match: { kind: 'first-fit' },
    },
  ),
  credentials: [
    {
      kind: 'oauth2',
      scheme: 'auth',
      name: nameOf('auth'),
      tokenUrl: 'https://example.com/token',
      refreshUrl: null,
      scopes: [],
      description: '',
    },
  ],
  servers: [
    {
      name: nameOf('near'),
      url: 'https://{zone}.example.com',
      variables: [{ name: nameOf('zone'), default: 'a', values: ['a', 'b'], description: '' }],
      description: '',
    },
  ],
  webhooks: [{ name: nameOf('thing made'), operation: null, type: ref('Plain'), docs, pointer: '' }],
};

const hasGo = spawnSync('go', ['version']).status === 0;

describe('the runtime', () => {
  it('has no part a document does not need', async () => {
    const files = await renderTarget(go, inputOf(api([operation('ping', null)])));
    const parts = [...files.keys()].filter((path) => path.startsWith('internal/core/'));
    expect(
      parts.filter((path) =>
        /multipart|oauth2|packed|xml|lines|webhook|upload|form|download|dial|subscription/.test(path),
      ),
    ).toEqual([]);
  });

  it.skipIf(!hasGo)(
    'passes its tests, and vet the driver, where a document needs all of it',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'sdkgen-go-'));
      try {
        for (const [path, { bytes }] of await renderTarget(go, { ...inputOf(everything), driver: true })) {
          mkdirSync(dirname(join(folder, path)), { recursive: true });
          writeFileSync(join(folder, path), bytes);
        }
        for (const argv of [
          ['vet', './...'],
          ['test', './internal/core'],
        ]) {
          const { status, stdout, stderr } = spawnSync('go', argv, { cwd: folder, encoding: 'utf8' });
          expect(status, stdout + stderr).toBe(0);
        }
        expect(readFileSync(join(folder, 'servers.go'), 'utf8')).toContain(
          '"https://" + cmp.Or(v.Zone, "a") + ".example.com"',
        );
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    300_000,
  );
});
