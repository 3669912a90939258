import { type Api, type Declaration, nameOf, Refused, settle, type Tag } from '@sdkgen/ir';
import { docsOf } from './docs.ts';
import { type JsonObject, listOf, objectOf, pointerTo, textOf } from './json.ts';
import { Lowering, type LoweringOptions } from './lowering.ts';
import { operationsOf } from './operation/operation.ts';
import { reference } from './schema/declare.ts';
import { clientHeadersOf, credentialsOf } from './security.ts';
import { defaultUrl, serversOf } from './servers.ts';

/** The document as closed types. Throws every diagnostic at once when anything of it cannot be carried over. */
export function lower(document: JsonObject, options: LoweringOptions): Api {
  const lowering = new Lowering(document, options);
  const operations = operationsOf(lowering);
  // Schemas no operation reaches are part of the document's vocabulary too.
  for (const name of Object.keys(objectOf(objectOf(document.components).schemas))) {
    const pointer = pointerTo('#/components/schemas', name);
    const node = objectOf(objectOf(objectOf(document.components).schemas)[name]);
    if (!lowering.declarations.has(pointer))
      lowering.attempt(() => reference(lowering, { node, pointer }, nameOf(name)));
  }
  const credentials = credentialsOf(lowering);
  if (lowering.diagnostics.length > 0) throw new Refused(lowering.diagnostics);
  const servers = serversOf(document.servers);
  const info = objectOf(document.info);
  return settle({
    title: nameOf(textOf(info.title)),
    version: textOf(info.version),
    description: textOf(info.description),
    serverUrl: servers[0] ? defaultUrl(servers[0]) : null,
    servers,
    tags: tagsOf(document),
    operations,
    declarations: declared(lowering),
    credentials,
    clientHeaders: clientHeadersOf(operations),
    webhooks: [],
    omitted: [],
  });
}

function tagsOf(document: JsonObject): Tag[] {
  return listOf(document.tags).map((tag) => ({
    name: nameOf(textOf(objectOf(tag).name)),
    docs: docsOf(objectOf(tag)),
  }));
}

function declared(lowering: Lowering): Map<string, Declaration> {
  const entries = [...lowering.declarations].flatMap(([id, declaration]) =>
    declaration ? [[id, declaration] as const] : [],
  );
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
