import type { Server } from '@sdkgen/ir';

/** A server's URL with every variable at its default. */
export function defaultUrl({ url, variables }: Server): string {
  return variables.reduce((text, variable) => text.replaceAll(`{${variable.name.wire}}`, variable.default), url);
}
