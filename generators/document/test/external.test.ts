import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bundle } from '../src/external.ts';
import { lower } from '../src/lower.ts';
import { documentOf, findings } from './mini.ts';

const OPTIONS = { headers: { idempotency_key: 'i', last_event_id: 'l' }, retriedMethods: [] };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'external-'));
  await mkdir(join(folder, 'inner'));
  await writeFile(join(folder, 'secret.yaml'), 'type: string\n');
});
afterEach(() => rm(folder, { recursive: true }));

const put = (path: string, value: unknown) => writeFile(join(folder, path), JSON.stringify(value));
const bundled = (schema: object, allowed: string[]) =>
  bundle(documentOf({ A: schema as never }), { source: join(folder, 'openapi.json'), allowed });

it('reads what the user named, and what that refers to', async () => {
  await put('inner/pet.json', {
    type: 'object',
    properties: { next: { $ref: '#' }, owner: { $ref: 'owner.json#/components/schemas/Owner' } },
  });
  await put('inner/owner.json', {
    components: { schemas: { Owner: { type: 'object', properties: { pet: { $ref: './pet.json' } } } } },
  });
  const api = lower(await bundled({ $ref: 'inner/pet.json' }, [join(folder, 'inner')]), OPTIONS);
  expect([...api.declarations.values()].map(({ name }) => name.words.join(' '))).toEqual(['a', 'owner', 'pet']);
});

it.each([
  ['what was not named', 'secret.yaml'],
  ['a way up', 'inner/../secret.yaml'],
  ['a link that leads out', 'inner/link.yaml'],
  ['another host', 'https://example.com/a.json'],
  ['a folder of a longer name', 'inner-more/a.json'],
])('leaves %s to be refused', async (_, $ref) => {
  await symlink(join(folder, 'secret.yaml'), join(folder, 'inner/link.yaml'));
  const document = await bundled({ $ref }, [join(folder, 'inner')]);
  expect(findings(() => lower(document, OPTIONS)).map(({ code }) => code)).toContain('external-ref');
});

it('ends where documents refer to each other', async () => {
  await put('inner/a.json', { $ref: 'b.json' });
  await put('inner/b.json', { $ref: 'a.json' });
  const document = await bundled({ $ref: 'inner/a.json' }, [folder]);
  expect(findings(() => lower(document, OPTIONS)).map(({ code }) => code)).toContain('circular-ref');
});
