import { type Bulk, type ObjectDeclaration, Unsupported } from '@sdkgen/ir';
import { describe, expect, it } from 'vitest';
import {
  api,
  body,
  docs,
  floats,
  list,
  nullable,
  object,
  operation,
  primitive,
  property,
  ref,
  rendered,
} from './mini.ts';

const text = primitive('string');
const problem = object('Problem', property('code', text, true), property('message', text, true));

/** The operations of an API that takes rows in parts and answers with this result for each. */
async function bulkCode(
  outcome: ObjectDeclaration,
  shape: Partial<Bulk> = {},
  error = problem,
  modeType = text,
): Promise<string> {
  const rows = property('rows', list(text), true);
  const mode = property('mode', modeType, true);
  const send = operation('send', ref('Result'), {
    method: 'POST',
    body: body({ type: ref('Rows'), flattened: true }),
    arguments: [rows, mode].map((member) => ({
      name: member.name,
      type: member.type,
      required: true,
      default: undefined,
      docs,
      at: { in: 'member', wire: member.name.wire },
    })),
    shape: {
      kind: 'bulk',
      items: 'rows',
      item: text,
      maxItems: 7,
      maxBytes: null,
      results: 'results',
      index: 'index',
      error: null,
      sum: [],
      ...shape,
    },
  });
  const result = object('Result', property('results', list(ref('Outcome')), true));
  const files = await rendered(api([send], object('Rows', rows, mode), result, outcome, error));
  return (files.get('untagged_operations.go') ?? '').replaceAll(/[ \t]+/g, ' ');
}

const index = property('index', primitive('int32'), true);
const why = { error: 'why' };

describe('bulk calls', () => {
  it('carry the limits of the document', async () => {
    const outcome = object('Outcome', index);
    const limited = await bulkCode(outcome, { maxBytes: 4096 });
    expect(limited).toContain('MaxItems: 7,\n MaxBytes: 4096,');
    expect(limited).toContain('parts of at most 7 and 4096 bytes');
    expect(await bulkCode(outcome)).not.toContain('MaxBytes');
  });

  it('write the other members of the body beside the items', async () => {
    const code = await bulkCode(object('Outcome', index));
    expect(code).toContain(
      'Others: func(e *core.Encoder) {\n v := params\n core.Put(e, "mode", v.Mode, core.EncodeString)\n }',
    );
  });

  it('pack lists of floats in every part, and beside the items', async () => {
    const code = await bulkCode(object('Outcome', index), {}, problem, floats);
    expect(code).toContain('Encode: core.Packing(call, core.EncodeString),');
    expect(code).toContain('v := params\n call.Pack(e)\n core.Put(e, "mode", v.Mode, core.EncodePackedListOf(');
    expect(await bulkCode(object('Outcome', index))).not.toContain('Pack');
  });

  it('know failed items by the error they carry, whatever its name', async () => {
    const required = await bulkCode(object('Outcome', index, property('why', nullable(ref('Problem')), true)), why);
    expect(required).toContain('if failure := result.Why; failure != nil {');
    expect(required).toContain('Code: failure.Code, Message: failure.Message');
    const optional = await bulkCode(object('Outcome', index, property('why', nullable(ref('Problem')))), why);
    expect(optional).toContain('if failure, ok := result.Why.Get(); ok {');
    expect(await bulkCode(object('Outcome', index))).not.toContain('failure :=');
  });

  it('refuse an error that says nothing', async () => {
    const outcome = object('Outcome', index, property('why', nullable(ref('Problem')), true));
    const vague = object('Problem', property('code', text), property('message', text, true));
    await expect(bulkCode(outcome, why, vague)).rejects.toThrow(Unsupported);
  });
});
