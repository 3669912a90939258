import { describe, expect, it } from 'vitest';
import { decode, Encoding, encode } from '../src/encoding.ts';
import { toBytes, toShortest } from '../src/float32.ts';
import { seeded } from './helpers.ts';

const roundTrip = (vector: Float32Array, key: Float32Array | null) => {
  const { encoding, payload } = encode(vector, key);
  return { encoding, bytes: payload?.length ?? 0, vector: decode(encoding, payload, key && toBytes(key)) };
};

describe('a stored vector', () => {
  it('comes back bit for bit, whatever its bits and its key', () => {
    const random = seeded(1);
    for (let round = 0; round < 500; round++) {
      const bits = () =>
        new Float32Array(Uint32Array.from({ length: 1 + (round % 40) }, () => random() * 2 ** 32).buffer);
      const key = bits();
      const near = key.map((value) => value * (1 + (random() - 0.5) * 10 ** -(round % 9)));
      for (const vector of [bits(), near]) {
        const back = roundTrip(vector, key).vector;
        expect(Buffer.from(toBytes(back))).toEqual(Buffer.from(toBytes(vector)));
      }
    }
  });

  it('keeps zeros of both signs and the ends of the range apart', () => {
    const key = Float32Array.of(0, 1, -1, 3.4028234663852886e38);
    const vector = Float32Array.of(-0, 1e-45, 1e-45, -3.4028234663852886e38);
    expect(roundTrip(vector, key).vector).toEqual(vector);
    expect(Object.is(roundTrip(Float32Array.of(-0), Float32Array.of(0)).vector[0], -0)).toBe(true);
  });

  it('takes no bytes when it equals its key and fewer when it is near', () => {
    const key = Float32Array.from({ length: 100 }, (_, i) => Math.sin(i));
    expect(roundTrip(key.slice(), key)).toMatchObject({ encoding: Encoding.same, bytes: 0 });
    const near = roundTrip(
      key.map((value) => value * 1.0001),
      key,
    );
    expect(near.encoding).toBe(Encoding.delta);
    expect(near.bytes).toBeLessThanOrEqual(300);
    expect(
      roundTrip(
        key.map((value) => -value),
        key,
      ),
    ).toMatchObject({ encoding: Encoding.whole, bytes: 400 });
  });
});

describe('shown numbers', () => {
  it('are the shortest that read back as the same 32-bit float', () => {
    const numbers = [0.1, 0.8, 123456.7, 1e-45, 3.4028234663852886e38, -0.3, 16777217, 1 / 3];
    const shown = toShortest(Float32Array.from(numbers));
    expect(shown.slice(0, 3)).toEqual([0.1, 0.8, 123456.7]);
    expect(Float32Array.from(shown)).toEqual(Float32Array.from(numbers));
  });
});
