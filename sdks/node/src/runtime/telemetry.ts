/** Told of every call and every request; `openTelemetry` makes one. */
export interface Telemetry {
  /** A call begins; of a stream, one connection. */
  call(about: CallAbout): CallTrace;
}

/** What is known of a call when it begins. Nothing of it is secret: there are no values in it. */
export interface CallAbout {
  /** As the document calls it. */
  readonly operation: string;
  /** The HTTP method. */
  readonly method: string;
  /** The path with its parameters unfilled. */
  readonly template: string;
  /** Where the server is, without path parameters and query. */
  readonly url: string;
}

/** A call under way. */
export interface CallTrace {
  /** A request is sent, the first with number 1; headers may be added. */
  attempt(number: number, headers: Record<string, string>): AttemptTrace;
  /** It is over. */
  end(outcome: Outcome): void;
}

/** A request under way. */
export interface AttemptTrace {
  /** It is over. */
  end(outcome: Outcome): void;
}

/** How it ended: a request with a status, an error or both; a call with an error or nothing. */
export interface Outcome {
  /** The HTTP status. */
  readonly status?: number | undefined;
  /** What is raised. */
  readonly error?: unknown;
}

/** Tells of the end of something, whatever it is; nobody, at no cost, where nobody listens. */
export function tracedBy<T>(trace: Ended | undefined, run: () => Promise<T>, status?: number): Promise<T> {
  return trace ? traced(trace, run, status) : run();
}

interface Ended {
  end(outcome: Outcome): void;
}

async function traced<T>(trace: Ended, run: () => Promise<T>, status?: number): Promise<T> {
  try {
    const result = await run();
    trace.end({ status });
    return result;
  } catch (error) {
    trace.end({ status, error });
    throw error;
  }
}
