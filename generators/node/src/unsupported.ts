import { type Api, type Operation, Refused, Unsupported } from '@sdkgen/ir';

/** Refuses an API with all this target cannot send or read, before anything is rendered. */
export function refuseUnsupported(api: Api): void {
  const found = api.operations.flatMap((operation) =>
    unsupportedIn(operation).map((what) => {
      const message = `the Node target cannot render ${what}`;
      return new Unsupported(operation.pointer, 'unsupported-in-node', message, 'Leave the operation out.');
    }),
  );
  if (found.length > 0) throw new Refused(found.flatMap(({ diagnostics }) => diagnostics));
}

function unsupportedIn({ body, success, parameters, shape }: Operation): string[] {
  const media = success.mediaType ?? 'application/json';
  return [
    ...(body && body.encoding !== 'json' && body.encoding !== 'merge-patch' ? [`a ${body.encoding} body`] : []),
    ...(parameters.some((one) => one.in === 'cookie' && one.filledBy === 'caller') ? ['cookie parameters'] : []),
    ...(shape.kind !== 'events' && !/[/+]json\b/i.test(media) ? [`an answer of ${media}`] : []),
  ];
}
