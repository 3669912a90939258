import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../run/process.ts';
import { serve } from '../../servers/service.ts';
import type { Fault } from '../faults.ts';
import { allThere, does, Findings, inFolder, isRefusal, mustRefuse, search, stop, store } from './tools.ts';

const MANY = 400;

/** A disk of its own, as small as is wanted. */
async function onDisk(size: string, work: (disk: string, found: Findings) => Promise<void>): Promise<string[]> {
  return inFolder(async (disk) => {
    const found = new Findings();
    await does('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk);
    try {
      await work(disk, found);
    } finally {
      await does('umount', '--lazy', disk);
    }
    return found.all;
  });
}

const whyNot = async (): Promise<string | null> =>
  inFolder(async (folder) => {
    const { ok } = await run({ argv: ['mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], cwd: '/' });
    if (!ok) return 'a disk cannot be mounted here';
    await does('umount', folder);
    return null;
  });

export const fullDisk: Fault = {
  name: 'a disk that fills up, and is made larger',
  whyNot,
  findings: () =>
    onDisk('8m', async (disk, found) => {
      const how = { args: ['--data', join(disk, 'data')] };
      const service = await serve(how);
      const kept: number[] = [];
      let refused = false;
      for (let number = 0; number < MANY && !refused; number += 1) {
        const answer = await store(service.url, number);
        if (answer.status === 200) kept.push(number);
        else {
          refused = true;
          found.hold(isRefusal(answer) && /full/.test(answer.text), `a full disk is answered ${answer.text}`);
        }
      }
      found.hold(refused, 'the disk did not fill up');
      found.hold((await search(service.url)).status === 200, 'a full disk keeps from searching');
      await allThere(service, kept, found);
      await does('mount', '-o', 'remount,size=64m', disk);
      const after = await store(service.url, MANY);
      found.hold(after.status === 200, `with room again it answers ${after.text}`);
      await stop(service, found);
      const again = await serve(how);
      await allThere(again, [...kept, MANY], found);
      await stop(again, found);
    }),
};

export const fullFromTheStart: Fault = {
  name: 'a disk that is full from the start',
  whyNot,
  findings: () =>
    onDisk('64k', async (disk, found) => {
      await writeFile(join(disk, 'other'), Buffer.alloc(48 * 1024));
      await mustRefuse(
        { args: ['--data', join(disk, 'data')] },
        /vectorscaledb: .*vectorscaledb\.sqlite: the disk is full/,
        found,
      );
    }),
};

export const readOnlyFromTheStart: Fault = {
  name: 'a disk that is read-only',
  whyNot,
  findings: () =>
    onDisk('8m', async (disk, found) => {
      const how = { args: ['--data', join(disk, 'data')] };
      const service = await serve(how);
      found.hold((await store(service.url, 1)).status === 200, 'nothing was stored');
      await stop(service, found);
      await does('mount', '-o', 'remount,ro', disk);
      await mustRefuse(how, /vectorscaledb: .*(read-only|cannot be opened)/, found);
      await mustRefuse({ args: ['--data', join(disk, 'other')] }, /EROFS|read-only/, found);
      await does('mount', '-o', 'remount,rw', disk);
      const again = await serve(how);
      await allThere(again, [1], found);
      await stop(again, found);
    }),
};
