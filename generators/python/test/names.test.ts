import { describe, expect, it } from 'vitest';
import { defaultNames, word } from '../src/names.ts';
import { runPython } from './python.ts';

describe('word', () => {
  it.each([
    ['entity_id', 'entity_id'],
    ['2x', 'n2x'],
    ['2X', 'N2X'],
    ['x²', 'x2'],
    ['ﬁ', 'fi'],
    ['½', 'n1u20442'],
    ['名前', '名前'],
  ])('%s → %s', (text, name) => {
    expect(word(text)).toBe(name);
    expect(runPython(['-c', `print(${JSON.stringify(word(text))}.isidentifier())`]).trim()).toBe('True');
  });
});

describe('defaultNames', () => {
  it.each([
    [['pet', 'store'], 'pet-store', 'pet_store'],
    [['3', 'd'], 'api-3-d', 'api_3_d'],
    [['名前'], 'client', 'client'],
  ])('%j', (words, distribution, module) => {
    expect(defaultNames(words)).toMatchObject({ package: distribution, module });
  });
});
