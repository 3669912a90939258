import { type Api, type Declaration, nameOf, Refused, settle, type Tag } from '@sdkgen/ir';
import { docsOf } from './docs.ts';
import { type JsonObject, listOf, objectOf, pointerTo, textOf } from './json.ts';
import { Lowering, type LoweringOptions } from './lowering.ts';
import { settleOctets } from './octets.ts';
import { argumentsOf } from './operation/arguments.ts';
import { operationsOf } from './operation/operation.ts';
import { leaveOut } from './partial.ts';
import { refusePackedAlternatives } from './schema/packed.ts';
import { declareDeferred, reference, refuseAliasCircles } from './schema/reference.ts';
import { clientHeadersOf, credentialsOf } from './security.ts';
import { defaultUrl, serversOf } from './servers.ts';
import { webhooksOf } from './webhooks.ts';

/** The document as closed types. Throws every diagnostic at once when anything of it cannot be carried over. */
export function lower(document: JsonObject, options: LoweringOptions): Api {
  const lowering = new Lowering(document, options);
  const drafts = operationsOf(lowering);
  const hooks = webhooksOf(lowering);
  declareComponents(lowering);
  declareDeferred(lowering);
  refuseAliasCircles(lowering);
  refusePackedAlternatives(lowering);
  const credentials = credentialsOf(lowering);
  const diagnostics = lowering.findings.map(({ diagnostic }) => diagnostic);
  if (diagnostics.length > 0 && !options.allowPartial) throw new Refused(diagnostics);
  const whole = settleOctets(drafts, lowering.declarations);
  const left = leaveOut(lowering, whole.operations, whole.declarations, hooks);
  const { operations, declarations, webhooks, omitted } = left;
  const info = objectOf(document.info);
  const servers = serversOf(document.servers);
  return settle({
    title: nameOf(textOf(info.title)),
    version: textOf(info.version),
    description: textOf(info.description),
    serverUrl: servers[0] ? defaultUrl(servers[0]) : null,
    servers,
    tags: tagsOf(document),
    operations: operations.map((draft) => ({ ...draft, arguments: argumentsOf(declarations, draft) })),
    declarations: sorted(declarations),
    credentials,
    clientHeaders: clientHeadersOf(operations),
    webhooks,
    omitted,
  });
}

/** Schemas no operation reaches are part of the document's vocabulary too. */
function declareComponents(lowering: Lowering): void {
  const { schemas } = objectOf(lowering.root.components);
  for (const [name, schema] of Object.entries(objectOf(schemas)))
    reference(lowering, { node: objectOf(schema), pointer: pointerTo('#/components/schemas', name) }, nameOf(name));
}

function tagsOf(document: JsonObject): Tag[] {
  return listOf(document.tags).map((tag) => ({
    name: nameOf(textOf(objectOf(tag).name)),
    docs: docsOf(objectOf(tag)),
  }));
}

function sorted(declarations: ReadonlyMap<string, Declaration>): Map<string, Declaration> {
  return new Map([...declarations].sort(([a], [b]) => (a < b ? -1 : 1)));
}
