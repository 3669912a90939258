import { code, type Lexeme } from '@sdkgen/codegen';
import type { Operation } from '@sdkgen/ir';
import { signature } from '../layout/index.ts';
import type { BulkView } from './bulk.ts';

/** The heads of the methods that send a call, by what it gives. */
export interface Sending {
  readonly send: Lexeme;
  readonly sendWithMeta: Lexeme;
  readonly resuming: Lexeme;
}

export function sendingOf({ shape }: Operation, success: Lexeme, list: BulkView | null): Sending {
  const result = resultOf(shape.kind, success, list);
  const verb = shape.kind === 'events' ? code`subscribe` : code`send`;
  const owner = list ? code`mut self` : code`self`;
  return {
    send: signature(code`pub async fn ${verb}`, [code`self`], code`Result<${result}, Error>`, 4),
    sendWithMeta: signature(code`pub async fn send_with_meta`, [owner], code`Outcome<${result}>`, 4),
    resuming: signature(code`pub fn resuming`, [code`mut self`, code`outcome: &${result}`], code`Self`, 4),
  };
}

function resultOf(kind: Operation['shape']['kind'], success: Lexeme, list: BulkView | null): Lexeme {
  if (kind === 'events') return code`EventStream<${success}>`;
  if (kind === 'lines') return code`Lines<${success}>`;
  return list ? code`BulkOutcome<${success}, ${list.item}>` : success;
}
