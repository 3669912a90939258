import { code, headerLines, Lexeme, prose, type RenderedFile, type RenderInput } from '@sdkgen/codegen';
import { useOf } from '../layout/index.ts';
import { crateName, innerDoc, lineComment, stringLiteral, tomlComment, tomlString } from '../literals.ts';
import type { Names } from '../names.ts';
import type { Recursion } from '../recursion.ts';
import { usesOf } from '../uses.ts';
import { exportsOf } from './runtime.ts';

/** What a compiler looks through to find whether a type can go to another thread, unless it is told to go on. */
const LIMIT = 128;
/** The steps from one model to one within it: through an option, a list or a box to the pointer, and to what that points at. */
const STEPS_WITHIN = 8;

/** The crate's root and its manifest. */
export function crateFiles(input: RenderInput, names: Names, { depth }: Recursion): RenderedFile[] {
  const { api, config, render } = input;
  const limit = 2 ** Math.ceil(Math.log2(depth * STEPS_WITHIN));
  const summary = `The client for ${config.title} ${api.version}.`;
  const root = {
    header: lineComment(headerLines(input)),
    docs: innerDoc([summary, prose(api.description), `Everything begins with \`${names.client}::builder\`.`]),
    client: useOf('client', [names.client, names.builder], code`pub `),
    isDeep: limit > LIMIT,
    limit: stringLiteral(String(limit)),
    hasOperations: api.operations.length > 0,
    hasModels: api.declarations.size > 0,
    exports: useOf('runtime', exportsOf(input), code`pub `),
    hasServers: api.servers.length > 0,
    hasXml: usesOf(api).has('xml'),
    hasWebhooks: api.webhooks.length > 0,
  };
  const uses = usesOf(api);
  const manifest = {
    hasUploads: uses.has('upload'),
    hasOAuth: uses.has('oauth'),
    hasXml: uses.has('xml'),
    hasSockets: uses.has('websocket'),
    hasGzip: uses.has('gzip'),
    header: tomlComment(headerLines(input)),
    name: tomlString(`${crateName(input.names.package)}`),
    version: tomlString(config.version),
    description: tomlString(`Client for ${config.title}`),
    license: tomlString(config.license),
    keywords: Lexeme.join(config.keywords.map(tomlString), ', '),
    hasRepository: config.repository !== null,
    repository: tomlString(config.repository ?? ''),
    hasHomepage: config.homepage !== null,
    homepage: tomlString(config.homepage ?? ''),
  };
  return [
    { path: 'src/lib.rs', text: render('lib', root) },
    { path: 'Cargo.toml', text: render('cargo', manifest) },
  ];
}
