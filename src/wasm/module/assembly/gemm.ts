/**
 * Products of matrices, with bias, sum and SiLU as they are stored. The tiles are written out, because AssemblyScript has no arrays in
 * registers: 6 x 8 numbers of C are 12 of the 16 registers of x86.
 */
import { packColumns, packRows, panels } from './images';
import { fma, sigmoid, ZERO } from './lanes';
import { endRow, firstRow, forAll, ownPart, threadCount } from './threads';

/** Flags: A is stored transposed, B is; C is added to; a bias is added; SiLU follows; B is packed in panels of 8 columns. */
export const T_A = 1;
export const T_B = 2;
export const ADD = 4;
export const BIAS = 8;
export const SILU = 16;
export const PACK = 32;

/** Stores up to 8 numbers of a row of C after bias, sum and activation. */
// @ts-ignore: decorator
@inline function put(out: usize, c: v128, d: v128, left: i32, bias: usize, flags: i32): void {
  if (left >= 8) {
    if (flags & BIAS) { c = f32x4.add(c, v128.load(bias)); d = f32x4.add(d, v128.load(bias, 16)); }
    if (flags & ADD) { c = f32x4.add(c, v128.load(out)); d = f32x4.add(d, v128.load(out, 16)); }
    if (flags & SILU) { c = f32x4.mul(c, sigmoid(c)); d = f32x4.mul(d, sigmoid(d)); }
    v128.store(out, c); v128.store(out, d, 16);
  } else putEdge(out, c, d, left, bias, flags);
}
function putEdge(out: usize, c: v128, d: v128, left: i32, bias: usize, flags: i32): void {
  for (let j = 0; j < left; j++) {
    if (j == 4) c = d;
    let z = c;
    if (flags & BIAS) z = f32x4.add(z, v128.load32_splat(bias + 4 * j));
    if (flags & ADD) z = f32x4.add(z, v128.load32_splat(out + 4 * j));
    if (flags & SILU) z = f32x4.mul(z, sigmoid(z));
    store<f32>(out + 4 * j, f32x4.extract_lane(z, 0));
    c = v128.shuffle<i32>(c, c, 1, 2, 3, 0);
  }
}

/** 6 x 8 of C; A by rows. */
function tile6n(a: usize, as: usize, b: usize, bs: usize, depth: i32, out: usize, cs: usize, left: i32, bias: usize, flags: i32): void {
  let x: v128, y: v128, s: v128;
  let c0 = ZERO, d0 = ZERO;
  let c1 = ZERO, d1 = ZERO;
  let c2 = ZERO, d2 = ZERO;
  let c3 = ZERO, d3 = ZERO;
  let c4 = ZERO, d4 = ZERO;
  let c5 = ZERO, d5 = ZERO;
  let a0: usize = a;
  let a1: usize = a + 1 * as;
  let a2: usize = a + 2 * as;
  let a3: usize = a + 3 * as;
  let a4: usize = a + 4 * as;
  let a5: usize = a + 5 * as;
  let k = depth;
  for (; k >= 4; k -= 4) {
    x = v128.load(b); y = v128.load(b , 16);
    s = v128.load32_splat(a0); c0 = fma(s, x, c0); d0 = fma(s, y, d0);
    s = v128.load32_splat(a1); c1 = fma(s, x, c1); d1 = fma(s, y, d1);
    s = v128.load32_splat(a2); c2 = fma(s, x, c2); d2 = fma(s, y, d2);
    s = v128.load32_splat(a3); c3 = fma(s, x, c3); d3 = fma(s, y, d3);
    s = v128.load32_splat(a4); c4 = fma(s, x, c4); d4 = fma(s, y, d4);
    s = v128.load32_splat(a5); c5 = fma(s, x, c5); d5 = fma(s, y, d5);
    b += bs;
    x = v128.load(b); y = v128.load(b , 16);
    s = v128.load32_splat(a0, 4); c0 = fma(s, x, c0); d0 = fma(s, y, d0);
    s = v128.load32_splat(a1, 4); c1 = fma(s, x, c1); d1 = fma(s, y, d1);
    s = v128.load32_splat(a2, 4); c2 = fma(s, x, c2); d2 = fma(s, y, d2);
    s = v128.load32_splat(a3, 4); c3 = fma(s, x, c3); d3 = fma(s, y, d3);
    s = v128.load32_splat(a4, 4); c4 = fma(s, x, c4); d4 = fma(s, y, d4);
    s = v128.load32_splat(a5, 4); c5 = fma(s, x, c5); d5 = fma(s, y, d5);
    b += bs;
    x = v128.load(b); y = v128.load(b , 16);
    s = v128.load32_splat(a0, 8); c0 = fma(s, x, c0); d0 = fma(s, y, d0);
    s = v128.load32_splat(a1, 8); c1 = fma(s, x, c1); d1 = fma(s, y, d1);
    s = v128.load32_splat(a2, 8); c2 = fma(s, x, c2); d2 = fma(s, y, d2);
    s = v128.load32_splat(a3, 8); c3 = fma(s, x, c3); d3 = fma(s, y, d3);
    s = v128.load32_splat(a4, 8); c4 = fma(s, x, c4); d4 = fma(s, y, d4);
    s = v128.load32_splat(a5, 8); c5 = fma(s, x, c5); d5 = fma(s, y, d5);
    b += bs;
    x = v128.load(b); y = v128.load(b , 16);
    s = v128.load32_splat(a0, 12); c0 = fma(s, x, c0); d0 = fma(s, y, d0);
    s = v128.load32_splat(a1, 12); c1 = fma(s, x, c1); d1 = fma(s, y, d1);
    s = v128.load32_splat(a2, 12); c2 = fma(s, x, c2); d2 = fma(s, y, d2);
    s = v128.load32_splat(a3, 12); c3 = fma(s, x, c3); d3 = fma(s, y, d3);
    s = v128.load32_splat(a4, 12); c4 = fma(s, x, c4); d4 = fma(s, y, d4);
    s = v128.load32_splat(a5, 12); c5 = fma(s, x, c5); d5 = fma(s, y, d5);
    b += bs;
    a0 += 16; a1 += 16; a2 += 16; a3 += 16; a4 += 16; a5 += 16;
  }
  for (; k > 0; k--) {
    x = v128.load(b); y = v128.load(b , 16);
    s = v128.load32_splat(a0); c0 = fma(s, x, c0); d0 = fma(s, y, d0);
    s = v128.load32_splat(a1); c1 = fma(s, x, c1); d1 = fma(s, y, d1);
    s = v128.load32_splat(a2); c2 = fma(s, x, c2); d2 = fma(s, y, d2);
    s = v128.load32_splat(a3); c3 = fma(s, x, c3); d3 = fma(s, y, d3);
    s = v128.load32_splat(a4); c4 = fma(s, x, c4); d4 = fma(s, y, d4);
    s = v128.load32_splat(a5); c5 = fma(s, x, c5); d5 = fma(s, y, d5);
    b += bs; a0 += 4; a1 += 4; a2 += 4; a3 += 4; a4 += 4; a5 += 4;
  }
  put(out, c0, d0, left, bias, flags);
  put(out + 1 * cs, c1, d1, left, bias, flags);
  put(out + 2 * cs, c2, d2, left, bias, flags);
  put(out + 3 * cs, c3, d3, left, bias, flags);
  put(out + 4 * cs, c4, d4, left, bias, flags);
  put(out + 5 * cs, c5, d5, left, bias, flags);
}

/** 6 x 8 of C; A is stored transposed: its rows lie side by side. */
function tile6t(a: usize, as: usize, b: usize, bs: usize, depth: i32, out: usize, cs: usize, left: i32, bias: usize, flags: i32): void {
  let x: v128, y: v128, s: v128;
  let c0 = ZERO, d0 = ZERO;
  let c1 = ZERO, d1 = ZERO;
  let c2 = ZERO, d2 = ZERO;
  let c3 = ZERO, d3 = ZERO;
  let c4 = ZERO, d4 = ZERO;
  let c5 = ZERO, d5 = ZERO;
  for (let k = depth; k > 0; k--) {
    x = v128.load(b); y = v128.load(b , 16);
    s = v128.load32_splat(a); c0 = fma(s, x, c0); d0 = fma(s, y, d0);
    s = v128.load32_splat(a, 4); c1 = fma(s, x, c1); d1 = fma(s, y, d1);
    s = v128.load32_splat(a, 8); c2 = fma(s, x, c2); d2 = fma(s, y, d2);
    s = v128.load32_splat(a, 12); c3 = fma(s, x, c3); d3 = fma(s, y, d3);
    s = v128.load32_splat(a, 16); c4 = fma(s, x, c4); d4 = fma(s, y, d4);
    s = v128.load32_splat(a, 20); c5 = fma(s, x, c5); d5 = fma(s, y, d5);
    a += as; b += bs;
  }
  put(out, c0, d0, left, bias, flags);
  put(out + 1 * cs, c1, d1, left, bias, flags);
  put(out + 2 * cs, c2, d2, left, bias, flags);
  put(out + 3 * cs, c3, d3, left, bias, flags);
  put(out + 4 * cs, c4, d4, left, bias, flags);
  put(out + 5 * cs, c5, d5, left, bias, flags);
}

/** 4 x 8 of C; A by rows. */
function tile4n(a: usize, as: usize, b: usize, bs: usize, depth: i32, out: usize, cs: usize, left: i32, bias: usize, flags: i32): void {
  let x: v128, y: v128, s: v128;
  let c0 = ZERO, d0 = ZERO;
  let c1 = ZERO, d1 = ZERO;
  let c2 = ZERO, d2 = ZERO;
  let c3 = ZERO, d3 = ZERO;
  let a0: usize = a;
  let a1: usize = a + 1 * as;
  let a2: usize = a + 2 * as;
  let a3: usize = a + 3 * as;
  let k = depth;
  for (; k >= 4; k -= 4) {
    x = v128.load(b); y = v128.load(b , 16);
    s = v128.load32_splat(a0); c0 = fma(s, x, c0); d0 = fma(s, y, d0);
    s = v128.load32_splat(a1); c1 = fma(s, x, c1); d1 = fma(s, y, d1);
    s = v128.load32_splat(a2); c2 = fma(s, x, c2); d2 = fma(s, y, d2);
    s = v128.load32_splat(a3); c3 = fma(s, x, c3); d3 = fma(s, y, d3);
    b += bs;
    x = v128.load(b); y = v128.load(b , 16);
    s = v128.load32_splat(a0, 4); c0 = fma(s, x, c0); d0 = fma(s, y, d0);
    s = v128.load32_splat(a1, 4); c1 = fma(s, x, c1); d1 = fma(s, y, d1);
    s = v128.load32_splat(a2, 4); c2 = fma(s, x, c2); d2 = fma(s, y, d2);
    s = v128.load32_splat(a3, 4); c3 = fma(s, x, c3); d3 = fma(s, y, d3);
    b += bs;
    x = v128.load(b); y = v128.load(b , 16);
    s = v128.load32_splat(a0, 8); c0 = fma(s, x, c0); d0 = fma(s, y, d0);
    s = v128.load32_splat(a1, 8); c1 = fma(s, x, c1); d1 = fma(s, y, d1);
    s = v128.load32_splat(a2, 8); c2 = fma(s, x, c2); d2 = fma(s, y, d2);
    s = v128.load32_splat(a3, 8); c3 = fma(s, x, c3); d3 = fma(s, y, d3);
    b += bs;
    x = v128.load(b); y = v128.load(b , 16);
    s = v128.load32_splat(a0, 12); c0 = fma(s, x, c0); d0 = fma(s, y, d0);
    s = v128.load32_splat(a1, 12); c1 = fma(s, x, c1); d1 = fma(s, y, d1);
    s = v128.load32_splat(a2, 12); c2 = fma(s, x, c2); d2 = fma(s, y, d2);
    s = v128.load32_splat(a3, 12); c3 = fma(s, x, c3); d3 = fma(s, y, d3);
    b += bs;
    a0 += 16; a1 += 16; a2 += 16; a3 += 16;
  }
  for (; k > 0; k--) {
    x = v128.load(b); y = v128.load(b , 16);
    s = v128.load32_splat(a0); c0 = fma(s, x, c0); d0 = fma(s, y, d0);
    s = v128.load32_splat(a1); c1 = fma(s, x, c1); d1 = fma(s, y, d1);
    s = v128.load32_splat(a2); c2 = fma(s, x, c2); d2 = fma(s, y, d2);
    s = v128.load32_splat(a3); c3 = fma(s, x, c3); d3 = fma(s, y, d3);
    b += bs; a0 += 4; a1 += 4; a2 += 4; a3 += 4;
  }
  put(out, c0, d0, left, bias, flags);
  put(out + 1 * cs, c1, d1, left, bias, flags);
  put(out + 2 * cs, c2, d2, left, bias, flags);
  put(out + 3 * cs, c3, d3, left, bias, flags);
}

/** 4 x 8 of C; A is stored transposed: its rows lie side by side. */
function tile4t(a: usize, as: usize, b: usize, bs: usize, depth: i32, out: usize, cs: usize, left: i32, bias: usize, flags: i32): void {
  let x: v128, y: v128, s: v128;
  let c0 = ZERO, d0 = ZERO;
  let c1 = ZERO, d1 = ZERO;
  let c2 = ZERO, d2 = ZERO;
  let c3 = ZERO, d3 = ZERO;
  for (let k = depth; k > 0; k--) {
    x = v128.load(b); y = v128.load(b , 16);
    s = v128.load32_splat(a); c0 = fma(s, x, c0); d0 = fma(s, y, d0);
    s = v128.load32_splat(a, 4); c1 = fma(s, x, c1); d1 = fma(s, y, d1);
    s = v128.load32_splat(a, 8); c2 = fma(s, x, c2); d2 = fma(s, y, d2);
    s = v128.load32_splat(a, 12); c3 = fma(s, x, c3); d3 = fma(s, y, d3);
    a += as; b += bs;
  }
  put(out, c0, d0, left, bias, flags);
  put(out + 1 * cs, c1, d1, left, bias, flags);
  put(out + 2 * cs, c2, d2, left, bias, flags);
  put(out + 3 * cs, c3, d3, left, bias, flags);
}

/** 1 x 8 of C; A by rows. */
function tile1n(a: usize, as: usize, b: usize, bs: usize, depth: i32, out: usize, cs: usize, left: i32, bias: usize, flags: i32): void {
  let x: v128, y: v128, s: v128;
  let c0 = ZERO, d0 = ZERO;
  let a0: usize = a;
  let k = depth;
  for (; k >= 4; k -= 4) {
    x = v128.load(b); y = v128.load(b , 16);
    s = v128.load32_splat(a0); c0 = fma(s, x, c0); d0 = fma(s, y, d0);
    b += bs;
    x = v128.load(b); y = v128.load(b , 16);
    s = v128.load32_splat(a0, 4); c0 = fma(s, x, c0); d0 = fma(s, y, d0);
    b += bs;
    x = v128.load(b); y = v128.load(b , 16);
    s = v128.load32_splat(a0, 8); c0 = fma(s, x, c0); d0 = fma(s, y, d0);
    b += bs;
    x = v128.load(b); y = v128.load(b , 16);
    s = v128.load32_splat(a0, 12); c0 = fma(s, x, c0); d0 = fma(s, y, d0);
    b += bs;
    a0 += 16;
  }
  for (; k > 0; k--) {
    x = v128.load(b); y = v128.load(b , 16);
    s = v128.load32_splat(a0); c0 = fma(s, x, c0); d0 = fma(s, y, d0);
    b += bs; a0 += 4;
  }
  put(out, c0, d0, left, bias, flags);
}

/** 1 x 8 of C; A is stored transposed: its rows lie side by side. */
function tile1t(a: usize, as: usize, b: usize, bs: usize, depth: i32, out: usize, cs: usize, left: i32, bias: usize, flags: i32): void {
  let x: v128, y: v128, s: v128;
  let c0 = ZERO, d0 = ZERO;
  for (let k = depth; k > 0; k--) {
    x = v128.load(b); y = v128.load(b , 16);
    s = v128.load32_splat(a); c0 = fma(s, x, c0); d0 = fma(s, y, d0);
    a += as; b += bs;
  }
  put(out, c0, d0, left, bias, flags);
}

/** Rows of a thread beside which the time is small that it takes to pack B. */
const MANY = 96;

/** Bytes of scratch of `gemm`. */
export function gemmScratch(K: i32): usize {
  return forAll(<usize>K * 32);
}

/**
 * C[M, N] (+)= op(A) op(B) (+ bias) (, SiLU). A is [M, K], or with T_A [K, M]; B is [K, N], or with T_B [N, K].
 * @param scratch `gemmScratch` bytes; used where T_B or PACK says so, or N is no multiple of 8
 */
export function gemm(a: usize, b: usize, c: usize, bias: usize, M: i32, K: i32, N: i32, flags: i32, scratch: usize): void {
  const cs = <usize>N * 4, ta = (flags & T_A) != 0, as = <usize>(ta ? M : K) * 4, pack = ownPart(scratch, <usize>K * 32);
  // Threads share the rows of C where they are many, so that a thread finds in its cache what it wrote; then each packs all of B. Else its columns.
  const all = threadCount(), wide = panels(N) >= 2 * all && (ta || M < MANY * all), from = wide ? firstRow(panels(N)) << 3 : 0, end = wide ? min(N, endRow(panels(N)) << 3) : N;
  const top = wide ? 0 : firstRow(M), height = wide ? M : endRow(M) - top;
  if (height == 0) return;
  for (let j = from; j < end; j += 8) {
    const left = N - j;
    let panel = pack, bs: usize = 32;
    if (flags & T_B) packRows(b + <usize>j * K * 4, <usize>K * 4, pack, K, left);
    else if ((flags & PACK) || left < 8) packColumns(b + <usize>j * 4, cs, pack, K, left);
    else { panel = b + <usize>j * 4; bs = cs; }
    const bj = bias + <usize>j * 4;
    let cj = c + <usize>top * cs + <usize>j * 4, ai = a + <usize>top * (ta ? 4 : as);
    for (let i = height; i > 0;) {
      let rows = 1;
      if (i >= 6 && i != 8) { rows = 6; if (ta) tile6t(ai, as, panel, bs, K, cj, cs, left, bj, flags); else tile6n(ai, as, panel, bs, K, cj, cs, left, bj, flags); }
      else if (i >= 4) { rows = 4; if (ta) tile4t(ai, as, panel, bs, K, cj, cs, left, bj, flags); else tile4n(ai, as, panel, bs, K, cj, cs, left, bj, flags); }
      else if (ta) tile1t(ai, as, panel, bs, K, cj, cs, left, bj, flags); else tile1n(ai, as, panel, bs, K, cj, cs, left, bj, flags);
      i -= rows; cj += <usize>rows * cs; ai += ta ? <usize>rows * 4 : <usize>rows * as;
    }
  }
}
