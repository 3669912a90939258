import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as styles from '../dist/esm/runtime/styles.js';
import * as wire from '../dist/esm/runtime/wire.js';

const list = wire.list(wire.text);
const map = wire.map(wire.text);
const [blue, rgb] = [['blue', 'b&w'], { R: '1', G: '2' }];
const exploded = { explode: true };

describe('styles of parameters', () => {
  it('label and matrix stand in paths', () => {
    assert.equal(styles.label('c', list, blue), '.blue,b%26w');
    assert.equal(styles.label('c', list, blue, exploded), '.blue.b%26w');
    assert.equal(styles.label('c', map, rgb), '.R,1,G,2');
    assert.equal(styles.label('c', map, rgb, exploded), '.R=1.G=2');
    assert.equal(styles.matrix('c', wire.int, 5), ';c=5');
    assert.equal(styles.matrix('c', list, blue), ';c=blue,b%26w');
    assert.equal(styles.matrix('c', list, blue, exploded), ';c=blue;c=b%26w');
    assert.equal(styles.matrix('c', map, rgb, exploded), ';R=1;G=2');
    assert.equal(styles.jsonPath('c', map, { a: '/' }), '%7B%22a%22%3A%22%2F%22%7D');
    for (const empty of ['', [], undefined]) {
      assert.throws(() => styles.label('c', wire.json, empty as string), { code: 'invalid_argument' });
    }
  });

  it('delimited lists and objects are one pair, or as many as they have items', () => {
    assert.deepEqual(styles.pipeDelimited('c', list, blue), ['c=blue%7Cb%26w']);
    assert.deepEqual(styles.spaceDelimited('c', map, rgb), ['c=R%201%20G%202']);
    assert.deepEqual(styles.pipeDelimited('c', list, blue, exploded), ['c=blue', 'c=b%26w']);
    assert.deepEqual(styles.pipeDelimited('c', list, []), []);
  });

  it('deep objects name every member', () => {
    const value = { a: '1', b: { c: ['2', '3'] }, d: null };
    assert.deepEqual(styles.deepObject('f', wire.json, value), [
      'f%5Ba%5D=1',
      'f%5Bb%5D%5Bc%5D=2',
      'f%5Bb%5D%5Bc%5D=3',
      'f%5Bd%5D=',
    ]);
  });

  it('JSON is text like any other', () => {
    assert.deepEqual(styles.jsonParts('f', wire.integer, 2n ** 63n), ['f=9223372036854775808']);
    assert.deepEqual(styles.jsonParts('f', map, undefined), []);
    assert.equal(styles.jsonHeader('f', map, { a: 'é' }), '{"a":"é"}');
  });
});
