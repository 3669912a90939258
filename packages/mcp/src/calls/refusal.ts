/** A call that was not carried out, and what the agent can do about it. */
export class Refusal extends Error {
  readonly code: string;
  readonly next: string;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, next: string, more: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.next = next;
    this.more = more;
  }
}

/** Next steps by what the API answers. Each names tools, since these are what an agent has. */
const NEXT: Readonly<Record<string, string>> = {
  entity_not_found: 'list_entities tells which entities there are.',
  snapshot_not_found: 'list_snapshots tells which snapshots there are.',
  cursor_expired: 'Start again without cursor; what lay between is not in the log any more.',
  invalid_cursor: 'Pass next_cursor exactly as it came, with the same other arguments, or start again without cursor.',
  invalid_window: 'Let the window end after it starts: RFC 3339 times with an offset, such as 2025-06-01T00:00:00Z.',
  too_much_work: 'Narrow the window, name fewer entities, or ask for fewer points.',
  too_many_snapshots: 'Snapshots go when they expire, or with compact and snapshots_before.',
  history_not_kept: 'get_status tells in storage.history_from how far back as_of_knn reaches.',
  data_directory_locked: 'Another process holds the data folder; stop it, or use another --data.',
  unauthorized: 'The key is missing or wrong: set VSDB_API_KEY, or --token-file, and start the server again.',
  forbidden: 'The key may not do this; whoami tells what it may act for.',
};

const NEXT_BY_STATUS: Readonly<Record<number, string>> = {
  401: 'The key is missing or wrong: set VSDB_API_KEY, or --token-file, and start the server again.',
  403: 'The key may not do this; whoami tells what it may act for.',
  429: 'Wait as long as retry_after says, then call again.',
  500: 'Call again; if it fails again, tell the user the request_id.',
  503: 'Call again in a moment; get_status tells whether the server is well.',
};

interface ClientError {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly status: number | null;
  readonly requestId: string | null;
  readonly retryAfter: number | null;
}

/** Whatever was thrown, as a refusal. Of what nobody expected only the kind is told: its message may hold anything. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  // The client takes whatever its transport throws for a broken connection, and keeps it as the cause.
  if (error instanceof Error && error.cause instanceof Refusal) return error.cause;
  if (!isClientError(error))
    return new Refusal('internal_error', 'the tool failed', 'Call again; stderr of the server says more.');
  const { code, message, status, requestId, retryAfter } = error;
  return new Refusal(code, message, NEXT[code] ?? nextOf(error), {
    ...(status !== null && { status }),
    ...(requestId !== null && { request_id: requestId }),
    ...(retryAfter !== null && { retry_after: retryAfter }),
  });
}

function nextOf({ name, status }: ClientError): string {
  if (name === 'ConnectionError') return 'Check that the instance runs and that --url is right, then call again.';
  if (name === 'TimeoutError') return 'Narrow the window or ask for less, then call again.';
  return NEXT_BY_STATUS[status ?? 0] ?? 'Correct the arguments as the message says, and call again.';
}

function isClientError(error: unknown): error is ClientError {
  return error instanceof Error && typeof (error as Partial<ClientError>).code === 'string' && 'requestId' in error;
}
