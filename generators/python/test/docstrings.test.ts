import { expect, it } from 'vitest';
import { documented } from '../src/docstrings.ts';

it('begins no section where text of the document stands alone on a line and looks like the name of one', () => {
  const text = `${documented('Summary', ['Example:\n\nSome text.', 'returns', 'Notes: of a line stay.'], [], 4)}`;
  expect(text).toContain('\n    **Example:**\n');
  expect(text).toContain('\n    **returns**\n');
  expect(text).toContain('\n    Notes: of a line stay.\n');
});
