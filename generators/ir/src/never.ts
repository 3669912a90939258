/** Ends an exhaustive switch: a new kind in a closed union is a compile error wherever this stands. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
