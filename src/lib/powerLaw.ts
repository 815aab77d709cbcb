/** The fit of a power law. */

/**
 * The exponent of a power law by least squares in logarithms: y ∝ x^exponent. @returns null for fewer than two different x
 */
export function powerLaw(points: readonly { readonly x: number; readonly y: number }[]): number | null {
  const logs = points.map(({ x, y }) => [Math.log(x), Math.log(y)] as const);
  const mean = (k: 0 | 1) => logs.reduce((sum, pair) => sum + pair[k], 0) / logs.length;
  const [middleX, middleY] = [mean(0), mean(1)];
  const across = logs.reduce((sum, [x]) => sum + (x - middleX) ** 2, 0);
  if (!(across > 1e-12)) return null;
  return logs.reduce((sum, [x, y]) => sum + (x - middleX) * (y - middleY), 0) / across;
}
