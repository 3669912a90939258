import { expect, it } from 'vitest';
import { documented } from '../src/docstrings.ts';

it('begins no section where text of the document stands alone on a line and looks like the name of one', () => {
  const text = `${documented('Summary', ['Example:\n\nSome text.', 'returns', 'Notes: of a line stay.'], [], 4)}`;
  expect(text).toContain('\n    **Example:**\n');
  expect(text).toContain('\n    **returns**\n');
  expect(text).toContain('\n    Notes: of a line stay.\n');
});

it('lets no code of the document pass for Python, which the formatter would print anew', () => {
  const text = `${documented('Summary', ['```\n{ "a": 1 }\n```\n\n```json\n{ "b": 2 }\n```\n\n~~~python\nx=1\n~~~'], [], 4)}`;
  expect(text).toContain('\n    ```text\n    { "a": 1 }\n    ```\n');
  expect(text).toContain('\n    ```json\n    { "b": 2 }\n    ```\n');
  expect(text).toContain('\n    ~~~text\n    x=1\n    ~~~');
});
