/** Sums over the threads of a workgroup, in WGSL. */
import { range } from './blocks';

/** Threads that share the sum of one value, so that no thread adds all numbers of it. */
const MOST_HELPERS = 8;
/** Values that are summed at a time: the memory of a workgroup is cleared at each start, which costs by its size. */
const ROUND = 8;

export interface Reduction {
  /** WGSL, outside of functions. */
  readonly declarations: string;
  /**
   * WGSL that every thread of the workgroup must reach: it sums each of `values` (f32 expressions) over the threads, and declares the sums
   * under `names` in every thread.
   */
  total(values: readonly string[], names: readonly string[]): string;
}

/**
 * Sums over a workgroup of some threads.
 *
 * Of 64 threads, `total` of `sum` and `squares`, under the names `allSum` and `allSquares`:
 * ```wgsl
 * partial[local * 2u + 0u] = sum;
 * partial[local * 2u + 1u] = squares;
 * workgroupBarrier();
 * for (var job = local; job < 16u; job += 64u) {
 *   var sum = 0.0;
 *   for (var other = job % 8u; other < 64u; other += 8u) { sum += partial[other * 2u + job / 8u]; }
 *   partial[128u + job] = sum;
 * }
 * workgroupBarrier();
 * for (var job = local; job < 2u; job += 64u) {
 *   var sum = 0.0;
 *   for (var i = 0u; i < 8u; i++) { sum += partial[128u + job * 8u + i]; }
 *   partial[job] = sum;
 * }
 * workgroupBarrier();
 * let allSum = partial[0u];
 * let allSquares = partial[1u];
 * workgroupBarrier();
 * ```
 */
export function reduction(threads: number): Reduction {
  const round = (values: readonly string[], names: readonly string[]): string => {
    const count = values.length;
    let helpers = MOST_HELPERS;
    while (helpers > 1 && helpers * count > threads) helpers /= 2;
    const second = threads * count; // where the sums of the helpers begin
    return `
  ${values.map((value, i) => `partial[local * ${count}u + ${i}u] = ${value};`).join(' ')}
  workgroupBarrier();
  for (var job = local; job < ${count * helpers}u; job += ${threads}u) {
    var sum = 0.0;
    for (var other = job % ${helpers}u; other < ${threads}u; other += ${helpers}u) {
      sum += partial[other * ${count}u + job / ${helpers}u];
    }
    partial[${second}u + job] = sum;
  }
  workgroupBarrier();
  for (var job = local; job < ${count}u; job += ${threads}u) {
    var sum = 0.0;
    for (var i = 0u; i < ${helpers}u; i++) { sum += partial[${second}u + job * ${helpers}u + i]; }
    partial[job] = sum;
  }
  workgroupBarrier();
  ${names.map((name, i) => `let ${name} = partial[${i}u];`).join(' ')}
  workgroupBarrier();`;
  };
  return {
    declarations: `var<workgroup> partial : array<f32, ${ROUND * (threads + MOST_HELPERS)}>;`,
    total: (values, names) =>
      range(Math.ceil(values.length / ROUND))
        .map((i) => [i * ROUND, (i + 1) * ROUND] as const)
        .map(([from, to]) => round(values.slice(from, to), names.slice(from, to)))
        .join('\n'),
  };
}
