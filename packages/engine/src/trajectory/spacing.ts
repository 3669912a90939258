/** Positions of at most `wanted` of `count` points, evenly spaced, the first and the last among them. */
export function evenlySpaced(count: number, wanted: number): number[] {
  if (count <= wanted) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: wanted }, (_, i) => Math.round((i * (count - 1)) / (wanted - 1)));
}
