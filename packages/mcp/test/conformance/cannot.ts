const HEADER =
  'compares HTTP headers with the message they repeat; stdio has the message alone, and the shim in front judges nothing';
const PARAMETERS = 'wants a tool with `x-mcp-header`, whose arguments travel as HTTP headers: on stdio there are none';

type Excuses = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;

/** By revision, scenario and check: what the suite cannot ask of stdio, and why. A check that passes although it stands here fails the run. */
export const cannot: Excuses = {
  '2025-11-25': {},
  '2026-07-28': {
    'server-stateless': { HttpServerHeaderMismatch400: HEADER },
    'http-header-validation': {
      ServerRejectsMismatchedMethodHeader: HEADER,
      ServerRejectsMissingMethodHeader: HEADER,
      ServerRejectsMismatchedNameHeader: HEADER,
      ServerRejectsMissingNameHeader: HEADER,
      ServerRejectsCaseMismatchValue: HEADER,
    },
    'http-custom-header-server-validation': {
      HttpCustomHeaderServerNoTool: PARAMETERS,
      NotTestable: PARAMETERS,
    },
  },
};
