type Point = ArrayLike<number>;

/** How far a point is from the line segment between two others, in any number of dimensions. */
export function segmentDistance(point: Point, start: Point, end: Point): number {
  let along = 0;
  let length = 0;
  for (let i = 0; i < point.length; i++) {
    const direction = (end[i] as number) - (start[i] as number);
    along += ((point[i] as number) - (start[i] as number)) * direction;
    length += direction * direction;
  }
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, along / length));
  return Math.sqrt(squaredOffset(point, start, end, share));
}

/** The area of a triangle: half its base times its height, which loses no digits where it is thin. */
export function triangleArea(a: Point, b: Point, c: Point): number {
  let along = 0;
  let base = 0;
  for (let i = 0; i < a.length; i++) {
    const direction = (c[i] as number) - (a[i] as number);
    along += ((b[i] as number) - (a[i] as number)) * direction;
    base += direction * direction;
  }
  if (base === 0) return 0;
  return 0.5 * Math.sqrt(base) * Math.sqrt(squaredOffset(b, a, c, along / base));
}

/** The squared distance of a point from the place `share` of the way from `start` to `end`. */
function squaredOffset(point: Point, start: Point, end: Point, share: number): number {
  let sum = 0;
  for (let i = 0; i < point.length; i++) {
    const from = start[i] as number;
    const off = (point[i] as number) - from - share * ((end[i] as number) - from);
    sum += off * off;
  }
  return sum;
}
