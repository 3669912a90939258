import { expect, test } from 'vitest';
import { parseJson, printJson } from '../src/exact/json.ts';
import { parseYaml } from '../src/exact/yaml.ts';

test.each([
  '{"a":123456789012345678901234567890,"b":[-9223372036854775808,0.1,true,null,"x"]}',
  '[0.10000000000000000000000000000001,1e400]',
])('%s keeps every digit', (text) => {
  expect(printJson(parseJson(text))).toBe(text);
});

test('numbers are equal by what they are, not by how they are written', () => {
  expect(parseJson('[1.0, -0, 1.50e1, 12e-1]')).toEqual([1, 0, 15, 1.2]);
  expect(parseJson('0.100000000000000000001')).toEqual(parseJson('1.00000000000000000001e-1'));
  expect(parseJson('0.100000000000000000001')).not.toEqual(parseJson('0.100000000000000000002'));
  expect(parseJson('9007199254740993')).not.toEqual(parseJson('9007199254740992'));
  expect(parseJson('1e30')).toEqual(parseJson('1000000000000000000000000000000'));
});

test('YAML reads as JSON would', () => {
  expect(parseYaml('a: [1, 9007199254740993, 0.5, yes, !json "1.00000000000000000001"]')).toEqual({
    a: [1, parseJson('9007199254740993'), 0.5, 'yes', parseJson('1.00000000000000000001')],
  });
});
