/** Copies of images and of matrices, in the order in which products read them. */
import { ZERO } from './lanes';

/** Panels of eight columns that n columns fill. */
// @ts-ignore: decorator
@inline export function panels(n: i32): i32 {
  return (n + 7) >> 3;
}

/** Fills n bytes (a multiple of 4) with zeros. */
export function clear(to: usize, bytes: usize): void {
  memory.fill(to, 0, bytes);
}

/** Copies bytes, a multiple of 4. */
// @ts-ignore: decorator
@inline export function copyBytes(from: usize, to: usize, bytes: usize): void {
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(to + i, v128.load(from + i));
  for (; i < bytes; i += 4) store<f32>(to + i, load<f32>(from + i));
}

/** Copies an image [H, W, C] into one whose rows are `stride` bytes long. */
export function place(from: usize, to: usize, H: i32, W: i32, C: i32, stride: usize): void {
  const row = <usize>(W * C) * 4;
  for (let y = 0; y < H; y++) {
    copyBytes(from, to, row);
    from += row;
    to += stride;
  }
}

/** Four rows of four numbers as columns. @param stride bytes from row to row of the source; `step` of the result */
// @ts-ignore: decorator
@inline export function turn(from: usize, stride: usize, to: usize, step: usize): void {
  const p = v128.load(from), q = v128.load(from + stride), r = v128.load(from + 2 * stride), s = v128.load(from + 3 * stride);
  const pq = v128.shuffle<i32>(p, q, 0, 4, 1, 5), pqHigh = v128.shuffle<i32>(p, q, 2, 6, 3, 7);
  const rs = v128.shuffle<i32>(r, s, 0, 4, 1, 5), rsHigh = v128.shuffle<i32>(r, s, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i64>(pq, rs, 0, 2));
  v128.store(to + step, v128.shuffle<i64>(pq, rs, 1, 3));
  v128.store(to + 2 * step, v128.shuffle<i64>(pqHigh, rsHigh, 0, 2));
  v128.store(to + 3 * step, v128.shuffle<i64>(pqHigh, rsHigh, 1, 3));
}

/** Eight columns of a matrix of `depth` rows as rows of eight, zeros beyond its last column. @param stride bytes from row to row */
export function packColumns(from: usize, stride: usize, to: usize, depth: i32, left: i32): void {
  for (let k = 0; k < depth; k++) {
    if (left >= 8) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    } else {
      v128.store(to, ZERO);
      v128.store(to, ZERO, 16);
      for (let j = 0; j < left; j++) store<f32>(to + 4 * j, load<f32>(from + 4 * j));
    }
    from += stride;
    to += 32;
  }
}

/** Eight rows of a matrix of `depth` columns as columns, zeros beyond its last row. @param stride bytes from row to row */
export function packRows(from: usize, stride: usize, to: usize, depth: i32, left: i32): void {
  let k = 0;
  if (left >= 8) {
    for (; k + 4 <= depth; k += 4) {
      const at = from + <usize>k * 4, out = to + <usize>k * 32;
      turn(at, stride, out, 32);
      turn(at + 4 * stride, stride, out + 16, 32);
    }
  }
  for (; k < depth; k++)
    for (let j = 0; j < 8; j++)
      store<f32>(to + <usize>(k * 8 + j) * 4, j < left ? load<f32>(from + <usize>j * stride + <usize>k * 4) : 0);
}
