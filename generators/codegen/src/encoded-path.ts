/**
 * Text of a path template as it goes on the wire: what RFC 3986 allows in a path or a query stays as it is, an escape the document
 * wrote itself too; all else is percent-encoded. A `#` would end the path.
 */
export function encodedPath(text: string): string {
  return encodeURI(text.toWellFormed())
    .replaceAll('#', '%23')
    .replaceAll(/%25(?=[0-9A-Fa-f]{2})/g, '%');
}
