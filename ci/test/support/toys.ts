import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Built } from '../../src/release/built.ts';
import type { Product } from '../../src/release/product.ts';
import { must } from '../../src/run/process.ts';

type Registry = Product['registry'];

interface Toy {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** Makes `out` of the stage, which is the working folder. */
  readonly make: readonly string[] | null;
}

const METADATA = 'Metadata-Version: 2.1\nName: vectorscaledb\nVersion: 0.1.0\n';
/** A wheel and an sdist with as little in them as a registry takes. */
const PYTHON = `
import sys, tarfile, zipfile
name, info = sys.argv[1] + '/vectorscaledb-0.1.0', 'vectorscaledb-0.1.0.dist-info/'
with zipfile.ZipFile(name + '-py3-none-any.whl', 'w') as wheel:
    wheel.writestr('vectorscaledb.py', '')
    wheel.writestr(info + 'METADATA', open('PKG-INFO').read())
    wheel.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr(info + 'RECORD', '')
with tarfile.open(name + '.tar.gz', 'w:gz') as sdist:
    for member in ('PKG-INFO', 'pyproject.toml'):
        sdist.add(member, 'vectorscaledb-0.1.0/' + member)
`;
const MODULE = 'github.com/vectorscaledb/sdks/sdks/go';

const TOYS: Readonly<Record<Registry, Toy>> = {
  npm: {
    name: 'vectorscaledb',
    files: { 'package.json': '{"name":"vectorscaledb","version":"0.1.0"}' },
    make: ['npm', 'pack', '--silent', '--pack-destination', '{out}'],
  },
  pypi: {
    name: 'vectorscaledb',
    files: { 'PKG-INFO': METADATA, 'pyproject.toml': '' },
    make: ['python3', '-c', PYTHON, '{out}'],
  },
  crates: {
    name: 'vectorscale-client',
    files: {
      'Cargo.toml':
        '[package]\nname = "vectorscale-client"\nversion = "0.1.0"\nedition = "2021"\nlicense = "Apache-2.0"\ndescription = "A toy"\n',
      'Cargo.lock': 'version = 4\n\n[[package]]\nname = "vectorscale-client"\nversion = "0.1.0"\n',
      'src/lib.rs': '',
    },
    make: null,
  },
  go: {
    name: MODULE,
    files: { 'go.mod': `module ${MODULE}\n`, 'vsdb.go': 'package vsdb\n', 'otel/go.mod': `module ${MODULE}/otel\n` },
    make: null,
  },
};

/** A package of its kind, ready to be published; it publishes as fast as its client starts. */
export async function toy(registry: Registry, folder: string): Promise<Built> {
  const { name, files, make } = TOYS[registry];
  const [stage, out] = [join(folder, registry, 'sdk'), join(folder, registry, 'out')];
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(stage, path)), { recursive: true });
    await writeFile(join(stage, path), text);
  }
  await mkdir(out, { recursive: true });
  if (make)
    await must(
      make.map((part) => part.replace('{out}', out)),
      stage,
    );
  // Only what publishing asks of a product.
  const product = { id: registry, title: registry, registry } as Product;
  return { name, version: '0.1.0', stage, out, checksums: {}, product };
}
