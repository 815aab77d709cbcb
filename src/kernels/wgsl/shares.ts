/**
 * Sums over the rows of a batch, shared out among threads of a workgroup. With one thread for a sum, a layer of 128 × 128 has a thousand
 * threads that each walk the whole batch, and a GPU idles.
 */
import { threadsToFill } from '../../webgpu/threads';

const MOST_SHARES = 16;

/** Fewer rows for a thread are not worth the sum over the threads. */
const LEAST_ROWS = 8;

/** Into how many threads each of `items` sums over the rows is split: a power of two, 1 where the items alone fill the device. */
export function sharesOf(rows: number, items: number): number {
  const enough = threadsToFill();
  let shares = 1;
  while (shares < MOST_SHARES && items * shares < enough && rows >= 2 * shares * LEAST_ROWS) shares *= 2;
  return shares;
}

/** Workgroups of so many threads for `items` sums. */
export const groupsOf = (items: number, shares: number, threads: number): number =>
  Math.ceil(items / (threads / shares));

/** WGSL, outside of functions, of a shader that uses `sumOverShares`. */
export const shareMemory = (threads: number): string =>
  `var<workgroup> shareSums : array<vec4<f32>, ${threads}>;`;

/**
 * WGSL that declares the `item` of a thread and its `share`, from `group` and `local`. Neighbouring threads have neighbouring items.
 */
export const shareOf = (shares: number, threads: number): string =>
  shares === 1
    ? `let item = group * ${threads} + i32(local);`
    : `let item = group * ${threads / shares} + i32(local) % ${threads / shares};
  let share = i32(local) / ${threads / shares};`;

/** WGSL of the loop over the rows of a thread; `body` reads `row`. */
export const rowsOfShare = (shares: number, rows: number | string, body: string): string =>
  `for (var row = ${shares === 1 ? '0' : 'share'}; row < ${rows}; row${shares === 1 ? '++' : ` += ${shares}`}) { ${body} }`;

/**
 * WGSL that adds vec4s over the shares of an item, one after the other, because the memory of a workgroup is cleared at each start, which
 * costs by its size. Every thread of the workgroup must reach it, where there is more than one share.
 *
 * Of `sum0` over two shares, in 64 threads, where `store` is `y[item] = total;`:
 * ```wgsl
 * shareSums[local] = sum0;
 * workgroupBarrier();
 * if (share == 0) {
 *   var total = vec4<f32>();
 *   for (var other = i32(local) % 32; other < 64; other += 32) { total += shareSums[other]; }
 *   y[item] = total;
 * }
 * ```
 * @param store WGSL that stores `total`, the sum of the i-th vector
 */
export function sumOverShares(
  vectors: readonly string[],
  shares: number,
  threads: number,
  store: (i: number) => string,
): string {
  if (shares === 1) return vectors.map((vector, i) => `{ let total = ${vector}; ${store(i)} }`).join('\n  ');
  const items = threads / shares;
  return vectors
    .map(
      (vector, i) => `shareSums[local] = ${vector};
  workgroupBarrier();
  if (share == ${i % shares}) {
    var total = vec4<f32>();
    for (var other = i32(local) % ${items}; other < ${threads}; other += ${items}) { total += shareSums[other]; }
    ${store(i)}
  }`,
    )
    .join('\n  workgroupBarrier();\n  ');
}
