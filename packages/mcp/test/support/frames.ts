import fc from 'fast-check';

const valid = (id: number) => JSON.stringify({ jsonrpc: '2.0', id, method: 'ping' });

const mangled = fc.oneof(
  // Cut, doubled, or with a character changed.
  fc.tuple(fc.nat(60), fc.nat(60)).map(([from, to]) => valid(7).slice(Math.min(from, to), Math.max(from, to))),
  fc.nat(60).map((at) => valid(7).slice(0, at) + valid(7).slice(at - 1)),
  fc
    .tuple(fc.nat(40), fc.string({ maxLength: 3 }))
    .map(([at, odd]) => valid(7).slice(0, at) + odd + valid(7).slice(at + 1)),
  // JSON that is no message, or a message that is none of the protocol.
  fc.json({ maxDepth: 3 }),
  fc
    .record(
      {
        jsonrpc: fc.constantFrom('2.0', '1.0', 2, null),
        id: fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constant(-1), fc.constant(2 ** 60)),
        method: fc.oneof(fc.constantFrom('tools/call', 'resources/read', 'initialize', '', '__proto__'), fc.string()),
        params: fc.jsonValue({ maxDepth: 2 }),
        result: fc.jsonValue({ maxDepth: 1 }),
        error: fc.jsonValue({ maxDepth: 1 }),
      },
      { requiredKeys: [] },
    )
    .map((message) => JSON.stringify(message)),
);

/** Bytes that may or may not be lines that may or may not be messages. */
export const frames: fc.Arbitrary<Uint8Array> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: mangled.map((text) => Buffer.from(text.replaceAll('\n', ' '))) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }).map((bytes) => bytes.filter((byte) => byte !== 10)) },
    ),
    { maxLength: 8 },
  )
  .map((parts) => Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')])));
