import type { Docs, Json } from '@sdkgen/ir';
import { isObject, type JsonObject, listOf, textOf } from './json.ts';
import { constraintsOf } from './schema/constraints.ts';

/** Prose of a node. The referring node speaks first: in 3.1 a description beside a `$ref` is about this use of it. */
export function docsOf(node: JsonObject, referred: JsonObject = node): Docs {
  return {
    summary: textOf(node.summary) || textOf(node.title) || textOf(referred.summary) || textOf(referred.title),
    description: textOf(node.description) || textOf(referred.description),
    deprecated: node.deprecated === true || referred.deprecated === true,
    examples: examplesOf(node, referred),
  };
}

/** Prose of a schema, with what it asks that its type cannot say. */
export function schemaDocs(node: JsonObject, referred: JsonObject = node): Docs {
  const docs = docsOf(node, referred);
  const constraints = constraintsOf(node);
  if (constraints.length === 0) return docs;
  return { ...docs, description: [docs.description, constraints.join(' ')].filter(Boolean).join('\n\n') };
}

function examplesOf(...nodes: readonly JsonObject[]): Json[] {
  for (const node of nodes) {
    if (node.example !== undefined) return [node.example as Json];
    // A list in schemas; named objects with a `value` in parameters and media types.
    const examples = isObject(node.examples)
      ? Object.values(node.examples).flatMap((example) => {
          if (!isObject(example)) return [];
          const value = example.value ?? example.dataValue;
          return value === undefined ? [] : [value];
        })
      : listOf(node.examples);
    if (examples.length > 0) return examples as Json[];
  }
  return [];
}
