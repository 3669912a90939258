import { snake } from '@sdkgen/codegen';
import { type Api, type Docs, declarationOf, type Name, type Operation, type Type } from '@sdkgen/ir';
import type { IsCommon } from './manners.ts';
import { memberText } from './text.ts';

/** Arguments, and members of what is passed, that several tools have with the same meaning: the instructions explain them once. */
export class Common {
  /** `name: meaning`, sorted. */
  readonly lines: readonly string[];
  readonly has: IsCommon;

  constructor(api: Api, operations: readonly Operation[]) {
    const counts = new Map<string, number>();
    for (const { arguments: args } of operations) {
      const keys = args.flatMap(({ name, docs, type }) => [keyOf(name, docs), ...membersOf(api, type)]);
      for (const key of new Set(keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const common = new Set([...counts].flatMap(([key, count]) => (count > 1 ? [key] : [])));
    this.lines = [...common].filter((key) => !key.endsWith(': ')).sort();
    this.has = (name, text) => common.has(`${name}: ${text}`);
  }
}

const keyOf = (name: Name, docs: Docs): string => `${snake(name)}: ${memberText(docs)}`;

/** Of objects in a list: what items of a batch are. */
function membersOf(api: Api, type: Type): string[] {
  if (type.kind === 'list') return membersOf(api, type.items);
  if (type.kind !== 'reference') return [];
  const declared = declarationOf(api, type.id);
  return declared.kind === 'object' ? declared.properties.map(({ name, docs }) => keyOf(name, docs)) : [];
}
