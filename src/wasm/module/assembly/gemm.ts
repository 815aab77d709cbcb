/** Products of matrices, with bias and sum as they are stored. */
import { packColumns, packRows, panels } from './images';
import { multiply, multiplyTransposed, ROWS } from './products';
import { endRow, firstRow, forAll, ownPart, threadCount } from './threads';

/** Flags: A is stored transposed, B is; the product is added to C; a bias is added; B is packed in panels of 8 columns. */
export const T_A = 1;
export const T_B = 2;
export const ADD = 4;
export const BIAS = 8;
export const PACK = 32;

/** Rows of a thread beside which the time is small that it takes to pack B. */
const MANY = 96;

/** Bytes of scratch of a thread. */
// @ts-ignore: decorator
@inline function threadScratch(K: i32, N: i32): usize {
  return <usize>(panels(N) * K) * 32 + <usize>K * 32 + <usize>ROWS * 8;
}

/** Bytes of scratch of `gemm`. */
export function gemmScratch(K: i32, N: i32): usize {
  return forAll(threadScratch(K, N));
}

/** C[M, N] (+)= op(A) op(B) (+ bias). A is [M, K], or with T_A [K, M]; B is [K, N], or with T_B [N, K]. @param scratch `gemmScratch` bytes */
export function gemm(a: usize, b: usize, c: usize, bias: usize, M: i32, K: i32, N: i32, flags: i32, scratch: usize): void {
  const cs = <usize>N * 4, ta = (flags & T_A) != 0, tb = (flags & T_B) != 0, size = <usize>K * 32, packs = tb || (flags & PACK) != 0 || (!ta && (N & 7) != 0);
  // Threads share the rows of C where they are many, so that a thread finds in its cache what it wrote; then each packs all of B. Else its columns.
  const all = threadCount(), wide = panels(N) >= 2 * all && (ta || M < MANY * all), from = wide ? firstRow(panels(N)) << 3 : 0, end = wide ? min(N, endRow(panels(N)) << 3) : N;
  const top = wide ? 0 : firstRow(M), height = wide ? M : endRow(M) - top;
  if (height == 0) return;
  const packed = ownPart(scratch, threadScratch(K, N)), pixels = packed + <usize>panels(N) * size, table = pixels + size;
  if (packs) {
    for (let j = from; j < end; j += 8) {
      const to = packed + <usize>((j - from) >> 3) * size;
      if (tb) packRows(b + <usize>(j * K) * 4, <usize>K * 4, to, K, N - j);
      else packColumns(b + <usize>j * 4, cs, to, K, N - j);
    }
  }
  const out = c + <usize>top * cs + <usize>from * 4, biases = bias + <usize>from * 4;
  if (ta) {
    const x = a + <usize>top * 4, xStep = <usize>M * 4;
    if (!packs) multiplyTransposed(x, xStep, 0, b + <usize>from * 4, cs, K, out, cs, height, 1, end - from, biases, flags, pixels);
    else {
      for (let j = 0; j < end - from; j += 8)
        multiplyTransposed(x, xStep, 0, packed + <usize>(j >> 3) * size, 32, K, out + <usize>j * 4, cs, height, 1, min(8, end - from - j), biases + <usize>j * 4, flags, pixels);
    }
    return;
  }
  const as = <usize>K * 4;
  for (let i = 0; i < ROWS; i++) {
    store<u32>(table + <usize>i * 8, <u32>(<usize>i * as));
    store<u32>(table + <usize>i * 8, <u32>(<usize>i * cs), 4);
  }
  const w = packs ? packed : b + <usize>from * 4, panelStep: usize = packs ? size : 32, ws: usize = packs ? 32 : cs;
  for (let i = 0; i < height; i += ROWS)
    multiply(a + <usize>(top + i) * as, table, min(ROWS, height - i), w, panelStep, ws, K, 1, 0, out + <usize>i * cs, end - from, biases, 0, flags);
}
