/** Sums over the threads of a workgroup, in WGSL. */
import { range } from './blocks';

/** Threads that share the adding of one number, so that no thread adds up all. */
const MOST_HELPERS = 8;
/** Numbers added up at a time: a workgroup's memory is cleared at each start, and that costs by size. */
const ROUND = 8;

export interface Reduction {
  /** WGSL, outside of functions. */
  readonly declarations: string;
  /**
   * WGSL of a block that every thread of the workgroup must reach: adds up each of `values` (f32 expressions) over the threads, and
   * gives every thread the sums under `names`, which it declares.
   */
  total(values: readonly string[], names: readonly string[]): string;
}

export function reduction(threads: number): Reduction {
  const round = (values: readonly string[], names: readonly string[]): string => {
    const count = values.length;
    let helpers = MOST_HELPERS;
    while (helpers > 1 && helpers * count > threads) helpers /= 2;
    const second = threads * count; // where the helpers' sums begin
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
