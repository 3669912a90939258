import { open, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serve } from '../../servers/service.ts';
import type { Fault } from '../faults.ts';
import { drawing } from '../random.ts';
import { allThere, Findings, inFolder, isRefusal, mustRefuse, search, stop, store } from './tools.ts';

const BATCHES = [1, 2, 3, 4, 5, 6];
const PAGE = 4096;
const whyNot = async (): Promise<null> => null;

/** A directory with data that was closed as it should be. */
async function withData(work: (folder: string, file: string, found: Findings) => Promise<void>): Promise<string[]> {
  return inFolder(async (folder) => {
    const found = new Findings();
    const service = await serve({ args: ['--data', folder] });
    for (const number of BATCHES) await store(service.url, number);
    await stop(service, found);
    await work(folder, join(folder, 'vectorscaledb.sqlite'), found);
    return found.all;
  });
}

async function overwrite(file: string, offset: number, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.write(bytes, 0, bytes.length, offset);
  } finally {
    await handle.close();
  }
}

export const damagedHeader: Fault = {
  name: 'a data file whose beginning is damaged',
  whyNot,
  findings: () =>
    withData(async (folder, file, found) => {
      await overwrite(file, 0, Buffer.alloc(200, 0xa5));
      await mustRefuse(
        { args: ['--data', folder] },
        /vectorscaledb: .*vectorscaledb\.sqlite: .*restore it from a copy/,
        found,
      );
      await writeFile(file, 'no database\n'.repeat(100));
      await mustRefuse(
        { args: ['--data', folder] },
        /vectorscaledb: .*vectorscaledb\.sqlite: .*restore it from a copy/,
        found,
      );
    }),
};

export const damagedPages: Fault = {
  name: 'a data file damaged in many places',
  whyNot,
  findings: () =>
    withData(async (folder, file, found) => {
      const random = drawing(1);
      const { size } = await stat(file);
      for (let page = 2; page < size / PAGE; page += 1)
        if (random() < 0.3)
          await overwrite(file, page * PAGE + 8, Buffer.from(Array.from({ length: 64 }, () => random() * 256)));
      const service = await serve({ args: ['--data', folder] }).catch((error: Error) => error);
      if (service instanceof Error) {
        found.hold(
          /restore it from a copy/.test(service.message) && !/\n\s+at /.test(service.message),
          service.message,
        );
        return;
      }
      const answers = [await search(service.url), await store(service.url, 9)];
      for (const answer of answers)
        found.hold(
          answer.status < 300 || isRefusal(answer),
          `it answers ${answer.status} ${answer.text.slice(0, 200)}`,
        );
      found.hold(answers.some(isRefusal), 'the damage was not noticed');
      await stop(service, found);
    }),
};

export const lostLog: Fault = {
  name: 'a log of writes that is damaged, or gone',
  whyNot,
  findings: () =>
    inFolder(async (folder) => {
      const found = new Findings();
      const how = { args: ['--data', folder] };
      const log = join(folder, 'vectorscaledb.sqlite-wal');
      for (const harm of [() => overwrite(log, 20 * PAGE, Buffer.alloc(PAGE, 0x5a)), () => rm(log, { force: true })]) {
        const service = await serve(how);
        for (const number of BATCHES) await store(service.url, number);
        await service.end('SIGKILL');
        await harm();
        const again = await serve(how);
        found.hold((await search(again.url)).status === 200, 'it cannot be searched');
        found.hold((await store(again.url, 99)).status === 200, 'nothing can be stored');
        await allThere(again, [], found);
        await stop(again, found);
        for (const name of ['', '-wal']) await rm(join(folder, `vectorscaledb.sqlite${name}`), { force: true });
      }
      return found.all;
    }),
};
