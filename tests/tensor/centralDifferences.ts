/** Gradients by central differences, in double precision. */

/**
 * The gradient of Σ dy f(x).
 * @param f  [n] → [m]
 * @param dy [m]
 * @returns [n]
 */
export function centralDifferences(
  f: (x: Float64Array) => Float64Array,
  x: Float64Array,
  dy: Float32Array,
): Float64Array {
  const step = 1e-4;
  const loss = (changed: Float64Array) => f(changed).reduce((sum, y, i) => sum + y * dy[i], 0);
  return x.map((value, i) => {
    const [above, below] = [x.slice(), x.slice()];
    above[i] = value + step;
    below[i] = value - step;
    return (loss(above) - loss(below)) / (2 * step);
  });
}
