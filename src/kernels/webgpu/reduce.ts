/** Sums over the threads of a workgroup, in WGSL. */
import { range } from './blocks';

/** Numbers that a workgroup may keep while it adds up: 12 KiB of the 16 that every adapter has. */
const MEMORY = 3072;
/** Threads that share the adding of one number, so that no thread adds up all. */
const MOST_HELPERS = 16;

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
  const roundSize = Math.floor(MEMORY / (threads + MOST_HELPERS));
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
    declarations: `var<workgroup> partial : array<f32, ${MEMORY}>;`,
    total: (values, names) =>
      range(Math.ceil(values.length / roundSize))
        .map((i) => [i * roundSize, (i + 1) * roundSize] as const)
        .map(([from, to]) => round(values.slice(from, to), names.slice(from, to)))
        .join('\n'),
  };
}
