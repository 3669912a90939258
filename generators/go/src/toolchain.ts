import { readdirSync, readFileSync } from 'node:fs';
import type { Check, Command, LanguageNames, RenderedFile, Toolchain } from '@sdkgen/codegen';

const REFERENCE = new URL('../../../templates/go/reference/', import.meta.url);

/** The module path the reference program is written with. */
const MODULE = 'github.com/vectorscaledb/sdks/sdks/go';

/** Pinned, and built below the repository. */
const TOOLS = ['honnef.co/go/tools/cmd/staticcheck@v0.8.2', 'github.com/mgechev/revive@v1.9.0'];

const install = (module: string): Command => ({
  argv: ['go', 'install', module],
  cwd: '{root}',
  env: { GOBIN: '{tools}/bin', GOFLAGS: '-mod=mod' },
});

const check = (name: string, ...argv: readonly string[]): Check => ({ name, argv });

const lints = (packages: string): Check[] => [
  check('format', 'node', '{root}/generators/go/bin/check-format.ts'),
  check('vet', 'go', 'vet', packages),
  check('staticcheck', '{tools}/bin/staticcheck', '-checks', 'all', packages),
];

export const toolchain: Toolchain = {
  requires: ['go', 'gofmt'],
  install: TOOLS.map(install),
  checks: [
    ...lints('./...'),
    check('docs', '{tools}/bin/revive', '-config', '{root}/generators/go/revive.toml', '-set_exit_status', './...'),
    check('build', 'go', 'build', './...'),
    check('module', 'go', 'mod', 'tidy', '-diff'),
    { ...check('otel vet', 'go', 'vet', './...'), cwd: '{stage}/otel' },
    { ...check('otel module', 'go', 'mod', 'tidy', '-diff'), cwd: '{stage}/otel' },
    { ...check('otel test', 'go', 'test', './...'), cwd: '{stage}/otel' },
    check('test', 'node', '{root}/generators/go/bin/test.ts'),
  ],
  compile: { argv: ['go', 'vet', './...'] },
  reference: {
    fence: null,
    program: (_snippets, names) => program(names),
    checks: lints('./reference'),
    run: { argv: ['go', 'run', './reference'] },
  },
};

function program(names: LanguageNames): RenderedFile[] {
  return readdirSync(REFERENCE)
    .sort()
    .map((name) => ({
      path: `reference/${name}`,
      text: readFileSync(new URL(name, REFERENCE), 'utf8').replaceAll(MODULE, names.package),
    }));
}
