import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RenderedFile } from '@sdkgen/codegen';
import type { Context } from './view/context.ts';
import { driverClientView } from './view/driver-client.ts';
import { driverOperationsView } from './view/driver-operations.ts';
import { driverWebhooksView } from './view/driver-webhooks.ts';

const FOLDER = new URL('../../../templates/node/driver/', import.meta.url);

/** The program that drives the SDK for outside checks: most of it as it stands, and a table of the operations. */
export function driverFiles(context: Context): RenderedFile[] {
  const copied = readdirSync(fileURLToPath(FOLDER)).map((name): RenderedFile => {
    const text = readFileSync(new URL(name, FOLDER), 'utf8');
    return { path: `driver/${name}`, text, ...(name === 'run' && { executable: true as const }) };
  });
  return [
    ...copied,
    { path: 'driver/client.ts', text: context.render('driver-client', driverClientView(context)) },
    { path: 'driver/operations.ts', text: context.render('driver-operations', driverOperationsView(context)) },
    { path: 'driver/webhooks.ts', text: context.render('driver-webhooks', driverWebhooksView(context)) },
  ];
}
