import type { Lexeme } from '@sdkgen/codegen';
import { documented, lineDoc } from '../docstrings.ts';
import { Imports } from '../imports.ts';
import { identifier, stringLiteral } from '../literals.ts';
import { moduleView, type Source } from './module.ts';

interface ErrorView {
  readonly name: Lexeme;
  readonly doc: Lexeme;
  readonly hasCode: boolean;
  readonly code: Lexeme;
  readonly hasCursor: boolean;
  readonly base: Lexeme;
}

/** `exceptions.py`: the tree of errors. */
export function exceptionsView(source: Source): object {
  const { runtime, py, config } = source;
  const imports = new Imports();
  imports.from('collections.abc', 'Mapping');
  imports.from('typing', 'ClassVar');
  const answered = runtime.errors.map(({ name, summary }) => errorView(name, summary, null, py.baseError));
  const local = runtime.local_errors.map(({ name, summary, code }) => errorView(name, summary, code, py.baseError));
  const names = [
    py.baseError,
    ...runtime.errors.map(({ name }) => name),
    ...runtime.local_errors.map(({ name }) => name),
  ];
  return {
    ...moduleView(source, `The errors of ${config.title}.`, imports),
    base: identifier(py.baseError),
    baseDoc: documented('The base of all errors of this package.', [], [{ title: 'Attributes', items: ATTRIBUTES }], 4),
    errors: [...answered, ...local],
    all: [...new Set(names)].sort().map((name) => ({ name: stringLiteral(name) })),
  };
}

function errorView(name: string, summary: string, code: string | null, base: string): ErrorView {
  return {
    name: identifier(name),
    base: identifier(base),
    doc: lineDoc(summary, 4),
    hasCode: code !== null,
    code: stringLiteral(code ?? ''),
    hasCursor: code === 'stream_interrupted',
  };
}

const ATTRIBUTES = [
  { name: 'message', text: 'What went wrong, for people.' },
  { name: 'code', text: 'What went wrong, for machines: the code of the server, or one of this package.' },
  { name: 'request_id', text: 'Identifies the request in the logs of the server; `None` when no response came.' },
  { name: 'status', text: 'The HTTP status; `None` when no response came.' },
  { name: 'retry_after', text: 'Seconds after which the server wants to be asked again; `None` when it did not say.' },
  { name: 'attempts', text: 'How many requests were sent.' },
  { name: 'body', text: 'The body of the response: as its declared type, else as JSON, else as text.' },
  { name: 'headers', text: 'The headers of the response, names in lower case.' },
];
