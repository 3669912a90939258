import { readdirSync, readFileSync } from 'node:fs';
import { headerLines, type RenderedFile, type RenderInput } from '@sdkgen/codegen';
import { crateName, identifier, lineComment, tomlComment, tomlString } from '../literals.ts';
import { feedNames, type Names } from '../names.ts';
import type { Recursion } from '../recursion.ts';
import { type Use, usesOf } from '../uses.ts';
import { lockOf, type Switched } from '../view/lock.ts';
import { apiView } from './api.ts';
import { callsView, callView } from './calls.ts';
import { hooksView } from './hooks.ts';

/** Without TLS and what tests need, some packages are smaller where nothing speaks WebSocket. */
const SWITCHED: readonly Switched[] = [
  { use: 'websocket', package: 'futures-util', on: 'futures-sink' },
  { use: 'websocket', package: 'getrandom', on: 'rand_core' },
  { use: 'websocket', package: 'tokio', on: 'bytes' },
];

/** What the driver has only where the SDK has it. */
const PARTS: readonly (readonly [Use, part: string])[] = [
  ['download', 'download'],
  ['oauth', 'oauth'],
  ['webhook', 'received'],
];

/** A crate beside the SDK that drives it from JSON lines through what users of the SDK have. */
export function driverFiles(input: RenderInput, names: Names, recursion: Recursion, templates: URL): RenderedFile[] {
  if (!input.driver) return [];
  const { api, config, render } = input;
  const header = lineComment(headerLines(input));
  const shell = { header: tomlComment(headerLines(input)) };
  const manifest = {
    ...shell,
    name: tomlString(`${crateName(input.names.package)}-driver`),
    version: tomlString(config.version),
    package: tomlString(input.names.package),
  };
  const uses = usesOf(api);
  const leftOut = PARTS.filter(([use]) => !uses.has(use)).map(([, part]) => `driver/src/${part}.rs`);
  const sources = sourcesOf(new URL('driver/src/', templates)).filter(({ path }) => !leftOut.includes(path));
  const modules = [
    'api',
    'calls',
    'hooks',
    ...sources.map(({ path }) => path.slice('driver/src/'.length, -'.rs'.length)),
  ].sort();
  return [
    { path: 'driver/run', text: render('driver/run', shell), executable: true },
    { path: 'driver/Cargo.toml', text: render('driver/cargo', manifest) },
    { path: 'driver/Cargo.lock', text: lockOf(input, new URL('driver/Cargo.lock', templates), SWITCHED) },
    { path: 'driver/src/main.rs', text: render('driver/main', { header, modules: modules.map(identifier) }) },
    ...sources,
    { path: 'driver/src/api.rs', text: render('driver/api', { header, ...apiView(input, names) }) },
    { path: 'driver/src/hooks.rs', text: render('driver/hooks', { header, ...hooksView(api) }) },
    { path: 'driver/src/calls/mod.rs', text: render('driver/calls', { header, ...callsView(api, names) }) },
    ...api.operations.map((operation) => ({
      path: `driver/src/calls/${names.operation(operation).module}.rs`,
      text: render('driver/call', { header, ...callView(input, names, recursion, operation) }),
    })),
    ...api.operations
      .filter((operation) => names.operation(operation).feed)
      .map((operation) => ({
        path: `driver/src/calls/${names.operation(operation).feed?.module}.rs`,
        text: render('driver/call', { header, ...callView(input, feedNames(names), recursion, operation) }),
      })),
  ];
}

function sourcesOf(folder: URL): RenderedFile[] {
  return readdirSync(folder).map((name) => ({
    path: `driver/src/${name}`,
    text: readFileSync(new URL(name, folder), 'utf8'),
  }));
}
