import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { code, type Lexeme, type RenderedFile, type RenderInput } from '@sdkgen/codegen';
import { useOf } from '../layout/index.ts';
import { identifier } from '../literals.ts';
import { type Use, usesOf } from '../uses.ts';

/** One module of the runtime: what the SDK takes from it, and what its users do. */
interface Piece {
  readonly module: string;
  /** Reached by macros, from anywhere in the crate. */
  readonly isOpen?: true;
  readonly internal?: readonly string[];
  readonly public?: readonly string[];
  /** Only there where the document needs it. */
  readonly use?: Use;
}

const PIECES: readonly Piece[] = [
  { module: 'auth' },
  { module: 'backoff' },
  { module: 'base' },
  { module: 'base64' },
  {
    module: 'bulk',
    internal: ['Bulk', 'ItemFailure', 'Limits', 'Mergeable'],
    public: ['BulkOutcome', 'FailedItem'],
  },
  { module: 'call', internal: ['body_members', 'call_options', 'idempotency_key', 'reads', 'Call'] },
  { module: 'convert', internal: ['entries_of', 'items_of', 'names_of'] },
  { module: 'core', internal: ['Core', 'Received'] },
  { module: 'custom', public: ['Sending', 'Transport', 'TransportBody', 'TransportRequest', 'TransportResponse'] },
  { module: 'details', public: ['Details', 'Headers'] },
  { module: 'download', public: ['Download'], use: 'download' },
  { module: 'enums', isOpen: true, internal: ['closed_enum', 'integer_enum', 'number_enum', 'open_enum'] },
  { module: 'events', internal: ['Feed'], public: ['EventStream'] },
  { module: 'failure', internal: ['Cause', 'Failure'] },
  { module: 'file', public: ['File'], use: 'file' },
  { module: 'finite', isOpen: true },
  { module: 'formats', public: ['Base64', 'Base64Url', 'DecimalText', 'HttpDate', 'Int64Text', 'UnixTime'] },
  { module: 'gzip', internal: ['gzip'], use: 'gzip' },
  { module: 'items', internal: ['Framing'], public: ['Sequence'], use: 'items' },
  { module: 'json', internal: ['Ordered'], public: ['Integer', 'Json', 'JsonObject', 'Number'] },
  { module: 'key', isOpen: true },
  { module: 'lines', internal: ['Ends'], public: ['Lines'], use: 'lines' },
  { module: 'maybe', public: ['Maybe'] },
  { module: 'members', internal: ['members'] },
  { module: 'multipart', use: 'multipart' },
  { module: 'oauth', public: ['ClientCredentials', 'OAuth', 'RefreshToken'], use: 'oauth' },
  { module: 'outcome', public: ['Outcome'] },
  { module: 'packed', isOpen: true, use: 'packed' },
  { module: 'pages', internal: ['Paged'], public: ['Items', 'Pages'] },
  { module: 'parts', isOpen: true, internal: ['form_parts', 'Part'], use: 'parts' },
  { module: 'plain', isOpen: true, internal: ['typed_headers', 'Plain'], use: 'plain' },
  { module: 'problem' },
  { module: 'request', internal: ['Operation', 'ReadTimeout', 'Request', 'Retry'] },
  { module: 'retry_after', public: ['RetryAfter'] },
  { module: 'secret', internal: ['Secret'] },
  { module: 'servers', internal: ['servers'], use: 'servers' },
  { module: 'settings', internal: ['Attached', 'Settings'] },
  { module: 'shared' },
  { module: 'sse', internal: ['Event'] },
  { module: 'style', internal: ['Style'] },
  { module: 'sum', internal: ['Shift', 'Sum'] },
  { module: 'tail', public: ['Tail'] },
  { module: 'telemetry', public: ['AttemptTrace', 'CallAbout', 'CallTrace', 'Telemetry'] },
  { module: 'transport' },
  { module: 'unfold' },
  { module: 'unions', isOpen: true, internal: ['first_fit_union', 'tagged_union'] },
  { module: 'unique' },
  { module: 'unlisted', public: ['Unlisted'] },
  { module: 'upload', public: ['Upload'], use: 'upload' },
  { module: 'webhook', isOpen: true, internal: ['webhooks'], public: ['Verifier'], use: 'webhook' },
  { module: 'websocket', internal: ['Socket'], use: 'websocket' },
  { module: 'xml', isOpen: true, internal: ['verbatim', 'Element', 'Kind', 'Member'], use: 'xml' },
];

/** The modules of this SDK's runtime. */
function piecesOf({ api }: Pick<RenderInput, 'api'>): Piece[] {
  const uses = usesOf(api);
  return PIECES.filter(({ use }) => use === undefined || uses.has(use));
}

/** What users of the SDK find at its root beside models, calls and the client. */
export function exportsOf(input: Pick<RenderInput, 'api'>): string[] {
  return piecesOf(input).flatMap((piece) => piece.public ?? []);
}

/** Every name the runtime may ever export, so that no model gets one of them. */
export const PUBLIC: readonly string[] = PIECES.flatMap((piece) => piece.public ?? []);
export const INTERNAL: readonly string[] = PIECES.flatMap((piece) => piece.internal ?? []).filter((name) =>
  /^[A-Z]/.test(name),
);

/** The runtime: ordinary source, of which every SDK has what its document needs. */
export function runtimeFiles(input: RenderInput, templates: URL): RenderedFile[] {
  const pieces = piecesOf(input);
  const sources = sourcesOf(fileURLToPath(new URL('runtime/', templates)));
  const has = (path: string): boolean => {
    const module = moduleOf(path);
    const piece = PIECES.find((one) => one.module === module);
    return piece === undefined || pieces.includes(piece);
  };
  const kept = sources.filter(({ path }) => has(path));
  const tests = kept.filter(({ path }) => path.startsWith('tests/')).map(({ path }) => path.slice(6, -3));
  const view = {
    modules: pieces.map(({ module, isOpen }) => code`${isOpen ? code`pub(crate) ` : code``}mod ${identifier(module)};`),
    internal: usesFrom(pieces, 'internal', code`pub(crate) `),
    public: usesFrom(pieces, 'public', code`pub `),
    tests: tests.sort().map((name) => code`mod ${identifier(name)};`),
  };
  return [
    { path: 'src/otel.rs', text: readFileSync(new URL('otel.rs', templates), 'utf8') },
    { path: 'src/runtime/tests/spans.json', text: readFileSync(new URL('../shared/spans.json', templates), 'utf8') },
    { path: 'src/runtime/mod.rs', text: input.render('runtime', view) },
    { path: 'src/runtime/tests/mod.rs', text: input.render('runtime-tests', view) },
    ...kept.map(({ path, text }) => ({ path: `src/runtime/${path}`, text })),
  ];
}

function usesFrom(pieces: readonly Piece[], which: 'internal' | 'public', head: Lexeme): Lexeme[] {
  return pieces.flatMap((piece) => {
    const names = piece[which];
    return names ? [useOf(piece.module, names, head)] : [];
  });
}

/** A test belongs to the module of its name. */
const moduleOf = (path: string): string => path.replace(/^tests\//, '').replace(/(\/.*)?\.rs$|\/.*$/, '');

function sourcesOf(folder: string): RenderedFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: path.slice(folder.length).replaceAll('\\', '/'),
      text: readFileSync(path, 'utf8'),
    }));
}
