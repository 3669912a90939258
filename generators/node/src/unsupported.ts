import { type Api, Refused, Unsupported } from '@sdkgen/ir';

/** Refuses an API with what no platform's `fetch` sends, before anything is rendered. */
export function refuseUnsupported(api: Api): void {
  const found = api.operations
    .filter(({ method }) => method === 'TRACE')
    .map(({ pointer }) => {
      const message = 'the Node target cannot render a TRACE operation: `fetch` refuses to send one';
      return new Unsupported(pointer, 'unsupported-in-node', message, 'Leave the operation out.');
    });
  if (found.length > 0) throw new Refused(found.flatMap(({ diagnostics }) => diagnostics));
}
