import { code, type Lexeme } from '@sdkgen/codegen';
import type { Encoding, ErrorResponse, Operation, Status, Type } from '@sdkgen/ir';
import { identifier, numberLiteral } from '../literals.ts';
import type { Types } from '../types.ts';
import { decoded } from './results.ts';
import { xmlNode } from './xml.ts';

export interface ErrorBodiesView {
  readonly name: Lexeme;
  readonly bodies: readonly Lexeme[];
}

/** What bodies of failures are. Most operations fail alike, so lists are shared. */
export class ErrorBodies {
  readonly #types: Types;
  readonly #lists = new Map<string, ErrorBodiesView>();

  constructor(types: Types) {
    this.#types = types;
  }

  get all(): ErrorBodiesView[] {
    return [...this.#lists.values()];
  }

  /** The name of an operation's list; null when nothing is known of its failures. */
  of(operation: Operation): Lexeme | null {
    const bodies = [...operation.errors]
      .sort((a, b) => weight(a.status) - weight(b.status))
      .flatMap((error) => this.#body(error));
    if (bodies.length === 0) return null;
    const key = bodies.map(String).join();
    const known = this.#lists.get(key);
    if (known) return known.name;
    const name = identifier(`errorBodies${this.#lists.size + 1}`);
    this.#lists.set(key, { name, bodies });
    return name;
  }

  #body({ status, type, encoding }: ErrorResponse): Lexeme[] {
    const read = type && encoding && this.#reader(type, encoding);
    if (!read) return [];
    const [from, to] = range(status);
    return [code`{From: ${numberLiteral(from)}, To: ${numberLiteral(to)}, Read: ${read}}`];
  }

  #reader(type: Type, encoding: Encoding): Lexeme | null {
    // Text may look like JSON, and a range after it may be JSON.
    if (encoding === 'text') return code`core.TextBody`;
    if (encoding !== 'json' && encoding !== 'xml' && encoding !== 'merge-patch') return null;
    const { decode } = decoded(this.#types, type);
    return encoding === 'xml'
      ? code`core.XMLBodyOf(${xmlNode(this.#types, type)}, ${decode})`
      : code`core.BodyOf(${decode})`;
  }
}

function weight(status: Status): number {
  return typeof status === 'number' ? 0 : status === 'default' ? 2 : 1;
}

function range(status: Status): [number, number] {
  if (typeof status === 'number') return [status, status];
  if (status === 'default') return [0, 999];
  const first = Number(status[0]) * 100;
  return [first, first + 99];
}
