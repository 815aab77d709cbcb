/** Products of matrices, with bias and sum as they are stored. */
import { ADD, BIAS, PACK, T_A, T_B } from './flags';
import { packColumns, packRows, panels } from './images';
import { ZERO } from './lanes';
import { multiply, multiplyRows, multiplyTransposed, ROWS } from './products';
import { endRow, firstRow, forAll, ownPart, threadCount } from './threads';

/** Rows of a thread beside which the time is small that it takes to pack B. */
const MANY = 96;

/** Rows of A, at least, that are worth a copy of B in the order in which products read it. */
const FEW = 16;

/** Bytes of scratch of a thread. */
// @ts-ignore: decorator
@inline function threadScratch(K: i32, N: i32): usize {
  return <usize>(panels(N) * K) * 32 + <usize>K * 32 + <usize>ROWS * 32;
}

/** Bytes of scratch of `gemm`. */
export function gemmScratch(K: i32, N: i32): usize {
  return forAll(threadScratch(K, N));
}

/** `multiplyRows` with a bias and a sum: products of eight columns go to `block`, 32 bytes a row, and from there to the result. */
function multiplyInRows(x: usize, count: i32, packed: usize, K: i32, out: usize, N: i32, cs: usize, bias: usize, flags: i32, block: usize): void {
  if (!(flags & (ADD | BIAS))) {
    multiplyRows(x, count, packed, K, out, N, cs);
    return;
  }
  for (let j = 0; j < N; j += 8) {
    const left = min(8, N - j);
    multiplyRows(x, count, packed, K, block, left, 32);
    for (let k = 0; k < left; k += 4) {
      const b = flags & BIAS ? v128.load(bias + <usize>(j + k) * 4) : ZERO;
      let at = block + <usize>k * 4, to = out + <usize>(j + k) * 4;
      for (let n = count; n > 0; n--) {
        let c = f32x4.add(v128.load(at), b);
        if (flags & ADD) c = f32x4.add(c, v128.load(to));
        v128.store(to, c);
        at += 32;
        to += cs;
      }
    }
    packed += <usize>K * 32;
  }
}

/** C[M, N] (+)= op(A) op(B) (+ bias). A is [M, K], or with T_A [K, M]; B is [K, N], or with T_B [N, K]. @param scratch `gemmScratch` bytes */
export function gemm(a: usize, b: usize, c: usize, bias: usize, M: i32, K: i32, N: i32, flags: i32, scratch: usize): void {
  const cs = <usize>N * 4, ta = (flags & T_A) != 0, tb = (flags & T_B) != 0, size = <usize>K * 32, inRows = !ta && ((K | N) & 3) == 0 && M >= FEW;
  const packs = tb || inRows || (flags & PACK) != 0 || (!ta && (N & 7) != 0);
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
  if (inRows) {
    for (let i = 0; i < height; i += ROWS)
      multiplyInRows(a + <usize>(top + i) * as, min(ROWS, height - i), packed, K, out + <usize>i * cs, end - from, cs, biases, flags, table);
    return;
  }
  for (let i = 0; i < ROWS; i++) {
    store<u32>(table + <usize>i * 8, <u32>(<usize>i * as));
    store<u32>(table + <usize>i * 8, <u32>(<usize>i * cs), 4);
  }
  const w = packs ? packed : b + <usize>from * 4, panelStep: usize = packs ? size : 32, ws: usize = packs ? 32 : cs;
  for (let i = 0; i < height; i += ROWS)
    multiply(a + <usize>(top + i) * as, table, min(ROWS, height - i), w, panelStep, ws, K, 1, 0, out + <usize>i * cs, end - from, biases, 0, flags);
}
