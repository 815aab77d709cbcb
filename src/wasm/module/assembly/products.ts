/**
 * Products of matrices that convolutions and attention share: rows of the first matrix lie where a table says, and results likewise. The
 * tiles are written out, because AssemblyScript has no arrays in registers: 6 × 8 numbers of the result are 12 of the 16 registers of x86.
 */
import { ADD, BIAS } from './flags';
import { packColumns } from './images';
import { fma, ZERO } from './lanes';

/** Pixels over which a transposed product sums before it adds to the result: their numbers stay in the first-level cache. */
export const BLOCK = 112;

/** Stores up to 8 numbers of a pixel of the result. @param add distance in bytes from `out` to what is added */
// @ts-ignore: decorator
@inline function put(out: usize, c: v128, d: v128, left: i32, bias: usize, add: usize, flags: i32): void {
  if (left >= 8) {
    if (flags & BIAS) { c = f32x4.add(c, v128.load(bias)); d = f32x4.add(d, v128.load(bias, 16)); }
    if (flags & ADD) { c = f32x4.add(c, v128.load(out + add)); d = f32x4.add(d, v128.load(out + add, 16)); }
    v128.store(out, c); v128.store(out, d, 16);
  } else putEdge(out, c, d, left, bias, add, flags);
}

function putEdge(out: usize, c: v128, d: v128, left: i32, bias: usize, add: usize, flags: i32): void {
  for (let j = 0; j < left; j++) {
    if (j == 4) c = d;
    let value = f32x4.extract_lane(c, 0);
    if (flags & BIAS) value += load<f32>(bias + 4 * j);
    if (flags & ADD) value += load<f32>(out + add + 4 * j);
    store<f32>(out + 4 * j, value);
    c = v128.shuffle<i32>(c, c, 1, 2, 3, 0);
  }
}

/** 6 pixels × 8 channels of the result. */
function tile6(x: usize, table: usize, w: usize, ws: usize, depth: i32, rows: i32, rowJump: usize, out: usize, left: i32, bias: usize, add: usize, flags: i32): void {
  let p: v128, q: v128, s: v128;
  let c0 = ZERO, d0 = ZERO;
  let c1 = ZERO, d1 = ZERO;
  let c2 = ZERO, d2 = ZERO;
  let c3 = ZERO, d3 = ZERO;
  let c4 = ZERO, d4 = ZERO;
  let c5 = ZERO, d5 = ZERO;
  let a0 = x + load<u32>(table);
  let a1 = x + load<u32>(table, 8);
  let a2 = x + load<u32>(table, 16);
  let a3 = x + load<u32>(table, 24);
  let a4 = x + load<u32>(table, 32);
  let a5 = x + load<u32>(table, 40);
  for (let row = rows; row > 0; row--) {
    let k = depth;
    for (; k >= 4; k -= 4) {
      p = v128.load(w); q = v128.load(w, 16);
      s = v128.load32_splat(a0); c0 = fma(s, p, c0); d0 = fma(s, q, d0);
      s = v128.load32_splat(a1); c1 = fma(s, p, c1); d1 = fma(s, q, d1);
      s = v128.load32_splat(a2); c2 = fma(s, p, c2); d2 = fma(s, q, d2);
      s = v128.load32_splat(a3); c3 = fma(s, p, c3); d3 = fma(s, q, d3);
      s = v128.load32_splat(a4); c4 = fma(s, p, c4); d4 = fma(s, q, d4);
      s = v128.load32_splat(a5); c5 = fma(s, p, c5); d5 = fma(s, q, d5);
      w += ws; p = v128.load(w); q = v128.load(w, 16);
      s = v128.load32_splat(a0, 4); c0 = fma(s, p, c0); d0 = fma(s, q, d0);
      s = v128.load32_splat(a1, 4); c1 = fma(s, p, c1); d1 = fma(s, q, d1);
      s = v128.load32_splat(a2, 4); c2 = fma(s, p, c2); d2 = fma(s, q, d2);
      s = v128.load32_splat(a3, 4); c3 = fma(s, p, c3); d3 = fma(s, q, d3);
      s = v128.load32_splat(a4, 4); c4 = fma(s, p, c4); d4 = fma(s, q, d4);
      s = v128.load32_splat(a5, 4); c5 = fma(s, p, c5); d5 = fma(s, q, d5);
      w += ws; p = v128.load(w); q = v128.load(w, 16);
      s = v128.load32_splat(a0, 8); c0 = fma(s, p, c0); d0 = fma(s, q, d0);
      s = v128.load32_splat(a1, 8); c1 = fma(s, p, c1); d1 = fma(s, q, d1);
      s = v128.load32_splat(a2, 8); c2 = fma(s, p, c2); d2 = fma(s, q, d2);
      s = v128.load32_splat(a3, 8); c3 = fma(s, p, c3); d3 = fma(s, q, d3);
      s = v128.load32_splat(a4, 8); c4 = fma(s, p, c4); d4 = fma(s, q, d4);
      s = v128.load32_splat(a5, 8); c5 = fma(s, p, c5); d5 = fma(s, q, d5);
      w += ws; p = v128.load(w); q = v128.load(w, 16);
      s = v128.load32_splat(a0, 12); c0 = fma(s, p, c0); d0 = fma(s, q, d0);
      s = v128.load32_splat(a1, 12); c1 = fma(s, p, c1); d1 = fma(s, q, d1);
      s = v128.load32_splat(a2, 12); c2 = fma(s, p, c2); d2 = fma(s, q, d2);
      s = v128.load32_splat(a3, 12); c3 = fma(s, p, c3); d3 = fma(s, q, d3);
      s = v128.load32_splat(a4, 12); c4 = fma(s, p, c4); d4 = fma(s, q, d4);
      s = v128.load32_splat(a5, 12); c5 = fma(s, p, c5); d5 = fma(s, q, d5);
      w += ws; a0 += 16; a1 += 16; a2 += 16; a3 += 16; a4 += 16; a5 += 16;
    }
    for (; k > 0; k--) {
      p = v128.load(w); q = v128.load(w, 16);
      s = v128.load32_splat(a0); c0 = fma(s, p, c0); d0 = fma(s, q, d0);
      s = v128.load32_splat(a1); c1 = fma(s, p, c1); d1 = fma(s, q, d1);
      s = v128.load32_splat(a2); c2 = fma(s, p, c2); d2 = fma(s, q, d2);
      s = v128.load32_splat(a3); c3 = fma(s, p, c3); d3 = fma(s, q, d3);
      s = v128.load32_splat(a4); c4 = fma(s, p, c4); d4 = fma(s, q, d4);
      s = v128.load32_splat(a5); c5 = fma(s, p, c5); d5 = fma(s, q, d5);
      w += ws; a0 += 4; a1 += 4; a2 += 4; a3 += 4; a4 += 4; a5 += 4;
    }
    a0 += rowJump; a1 += rowJump; a2 += rowJump; a3 += rowJump; a4 += rowJump; a5 += rowJump;
  }
  put(out + load<u32>(table, 4), c0, d0, left, bias, add, flags);
  put(out + load<u32>(table, 12), c1, d1, left, bias, add, flags);
  put(out + load<u32>(table, 20), c2, d2, left, bias, add, flags);
  put(out + load<u32>(table, 28), c3, d3, left, bias, add, flags);
  put(out + load<u32>(table, 36), c4, d4, left, bias, add, flags);
  put(out + load<u32>(table, 44), c5, d5, left, bias, add, flags);
}

/** 4 pixels × 8 channels of the result. */
function tile4(x: usize, table: usize, w: usize, ws: usize, depth: i32, rows: i32, rowJump: usize, out: usize, left: i32, bias: usize, add: usize, flags: i32): void {
  let p: v128, q: v128, s: v128;
  let c0 = ZERO, d0 = ZERO;
  let c1 = ZERO, d1 = ZERO;
  let c2 = ZERO, d2 = ZERO;
  let c3 = ZERO, d3 = ZERO;
  let a0 = x + load<u32>(table);
  let a1 = x + load<u32>(table, 8);
  let a2 = x + load<u32>(table, 16);
  let a3 = x + load<u32>(table, 24);
  for (let row = rows; row > 0; row--) {
    let k = depth;
    for (; k >= 4; k -= 4) {
      p = v128.load(w); q = v128.load(w, 16);
      s = v128.load32_splat(a0); c0 = fma(s, p, c0); d0 = fma(s, q, d0);
      s = v128.load32_splat(a1); c1 = fma(s, p, c1); d1 = fma(s, q, d1);
      s = v128.load32_splat(a2); c2 = fma(s, p, c2); d2 = fma(s, q, d2);
      s = v128.load32_splat(a3); c3 = fma(s, p, c3); d3 = fma(s, q, d3);
      w += ws; p = v128.load(w); q = v128.load(w, 16);
      s = v128.load32_splat(a0, 4); c0 = fma(s, p, c0); d0 = fma(s, q, d0);
      s = v128.load32_splat(a1, 4); c1 = fma(s, p, c1); d1 = fma(s, q, d1);
      s = v128.load32_splat(a2, 4); c2 = fma(s, p, c2); d2 = fma(s, q, d2);
      s = v128.load32_splat(a3, 4); c3 = fma(s, p, c3); d3 = fma(s, q, d3);
      w += ws; p = v128.load(w); q = v128.load(w, 16);
      s = v128.load32_splat(a0, 8); c0 = fma(s, p, c0); d0 = fma(s, q, d0);
      s = v128.load32_splat(a1, 8); c1 = fma(s, p, c1); d1 = fma(s, q, d1);
      s = v128.load32_splat(a2, 8); c2 = fma(s, p, c2); d2 = fma(s, q, d2);
      s = v128.load32_splat(a3, 8); c3 = fma(s, p, c3); d3 = fma(s, q, d3);
      w += ws; p = v128.load(w); q = v128.load(w, 16);
      s = v128.load32_splat(a0, 12); c0 = fma(s, p, c0); d0 = fma(s, q, d0);
      s = v128.load32_splat(a1, 12); c1 = fma(s, p, c1); d1 = fma(s, q, d1);
      s = v128.load32_splat(a2, 12); c2 = fma(s, p, c2); d2 = fma(s, q, d2);
      s = v128.load32_splat(a3, 12); c3 = fma(s, p, c3); d3 = fma(s, q, d3);
      w += ws; a0 += 16; a1 += 16; a2 += 16; a3 += 16;
    }
    for (; k > 0; k--) {
      p = v128.load(w); q = v128.load(w, 16);
      s = v128.load32_splat(a0); c0 = fma(s, p, c0); d0 = fma(s, q, d0);
      s = v128.load32_splat(a1); c1 = fma(s, p, c1); d1 = fma(s, q, d1);
      s = v128.load32_splat(a2); c2 = fma(s, p, c2); d2 = fma(s, q, d2);
      s = v128.load32_splat(a3); c3 = fma(s, p, c3); d3 = fma(s, q, d3);
      w += ws; a0 += 4; a1 += 4; a2 += 4; a3 += 4;
    }
    a0 += rowJump; a1 += rowJump; a2 += rowJump; a3 += rowJump;
  }
  put(out + load<u32>(table, 4), c0, d0, left, bias, add, flags);
  put(out + load<u32>(table, 12), c1, d1, left, bias, add, flags);
  put(out + load<u32>(table, 20), c2, d2, left, bias, add, flags);
  put(out + load<u32>(table, 28), c3, d3, left, bias, add, flags);
}

/** One pixel × 8 channels of the result. */
function tile1(x: usize, table: usize, w: usize, ws: usize, depth: i32, rows: i32, rowJump: usize, out: usize, left: i32, bias: usize, add: usize, flags: i32): void {
  let p: v128, q: v128, s: v128;
  let c0 = ZERO, d0 = ZERO;
  let a0 = x + load<u32>(table);
  for (let row = rows; row > 0; row--) {
    let k = depth;
    for (; k >= 4; k -= 4) {
      p = v128.load(w); q = v128.load(w, 16);
      s = v128.load32_splat(a0); c0 = fma(s, p, c0); d0 = fma(s, q, d0);
      w += ws; p = v128.load(w); q = v128.load(w, 16);
      s = v128.load32_splat(a0, 4); c0 = fma(s, p, c0); d0 = fma(s, q, d0);
      w += ws; p = v128.load(w); q = v128.load(w, 16);
      s = v128.load32_splat(a0, 8); c0 = fma(s, p, c0); d0 = fma(s, q, d0);
      w += ws; p = v128.load(w); q = v128.load(w, 16);
      s = v128.load32_splat(a0, 12); c0 = fma(s, p, c0); d0 = fma(s, q, d0);
      w += ws; a0 += 16;
    }
    for (; k > 0; k--) {
      p = v128.load(w); q = v128.load(w, 16);
      s = v128.load32_splat(a0); c0 = fma(s, p, c0); d0 = fma(s, q, d0);
      w += ws; a0 += 4;
    }
    a0 += rowJump;
  }
  put(out + load<u32>(table, 4), c0, d0, left, bias, add, flags);
}

/**
 * 4 channels of x × 8 channels of dy, summed over a row of pixels. With 6 channels V8 keeps sums in memory within the loop: a product takes 1.4 times
 * as long.
 */
function gradientTile4(x: usize, xStep: usize, dy: usize, dyStep: usize, count: i32, out: usize, outStep: usize, left: i32, bias: usize, flags: i32): void {
  let p: v128, q: v128, s: v128;
  let c0 = ZERO, d0 = ZERO;
  let c1 = ZERO, d1 = ZERO;
  let c2 = ZERO, d2 = ZERO;
  let c3 = ZERO, d3 = ZERO;
  for (let k = count; k > 0; k--) {
    p = v128.load(dy); q = v128.load(dy, 16);
    s = v128.load32_splat(x); c0 = fma(s, p, c0); d0 = fma(s, q, d0);
    s = v128.load32_splat(x, 4); c1 = fma(s, p, c1); d1 = fma(s, q, d1);
    s = v128.load32_splat(x, 8); c2 = fma(s, p, c2); d2 = fma(s, q, d2);
    s = v128.load32_splat(x, 12); c3 = fma(s, p, c3); d3 = fma(s, q, d3);
    x += xStep; dy += dyStep;
  }
  put(out, c0, d0, left, bias, 0, flags);
  put(out + outStep, c1, d1, left, bias, 0, flags);
  put(out + 2 * outStep, c2, d2, left, bias, 0, flags);
  put(out + 3 * outStep, c3, d3, left, bias, 0, flags);
}

/** One channel of x × 8 channels of dy, summed over a row of pixels. */
function gradientTile1(x: usize, xStep: usize, dy: usize, dyStep: usize, count: i32, out: usize, outStep: usize, left: i32, bias: usize, flags: i32): void {
  let p: v128, q: v128, s: v128;
  let c0 = ZERO, d0 = ZERO;
  for (let k = count; k > 0; k--) {
    p = v128.load(dy); q = v128.load(dy, 16);
    s = v128.load32_splat(x); c0 = fma(s, p, c0); d0 = fma(s, q, d0);
    x += xStep; dy += dyStep;
  }
  put(out, c0, d0, left, bias, 0, flags);
}

/** Rows of the table that are multiplied together: their numbers of x stay in the first-level cache. */
export const ROWS = 48;

/**
 * Multiplies with a matrix of O columns: for each pixel of the table `rows` rows of `depth` numbers of x, which lie `rowStep` bytes apart.
 * @param table [count] pairs of byte offsets: of the pixel's first number from x, and of its result from `out`
 * @param w     [rows · depth, O] of which eight columns begin `panelStep` bytes behind those before, and a row `ws` bytes behind the one before
 * @param add   distance in bytes from `out` to what is added
 */
export function multiply(x: usize, table: usize, count: i32, w: usize, panelStep: usize, ws: usize, depth: i32, rows: i32, rowStep: usize, out: usize, O: i32, bias: usize, add: usize, flags: i32): void {
  const jump = rowStep - <usize>depth * 4;
  for (let begin = 0; begin < count; begin += ROWS) {
    const end = min(count, begin + ROWS);
    let panel = w;
    for (let o = 0; o < O; o += 8) {
      const left = O - o, to = out + <usize>o * 4, b = bias + <usize>o * 4;
      let at = table + <usize>begin * 8;
      let n = end - begin;
      for (; n >= 6 && n != 8; n -= 6) {
        tile6(x, at, panel, ws, depth, rows, jump, to, left, b, add, flags);
        at += 48;
      }
      for (; n >= 4; n -= 4) {
        tile4(x, at, panel, ws, depth, rows, jump, to, left, b, add, flags);
        at += 32;
      }
      for (; n > 0; n--) {
        tile1(x, at, panel, ws, depth, rows, jump, to, left, b, add, flags);
        at += 8;
      }
      panel += panelStep;
    }
  }
}

/** The same with a matrix in panels, [O / 8, rows · depth, 8], and nothing added. */
export function multiplyPacked(x: usize, table: usize, count: i32, packed: usize, depth: i32, out: usize, O: i32): void {
  multiply(x, table, count, packed, <usize>depth * 32, 32, depth, 1, 0, out, O, 0, 0, 0);
}

/**
 * 6 rows of x × 8 columns. No branch follows the loop: where one does, V8 keeps sums in memory within it, and a product takes 1.6 times as long.
 */
function rows6(x: usize, row: usize, w: usize, depth: i32, out: usize, step: usize): void {
  let s: v128;
  let c0 = ZERO, d0 = ZERO;
  let c1 = ZERO, d1 = ZERO;
  let c2 = ZERO, d2 = ZERO;
  let c3 = ZERO, d3 = ZERO;
  let c4 = ZERO, d4 = ZERO;
  let c5 = ZERO, d5 = ZERO;
  let a0 = x, a1 = x + row, a2 = x + 2 * row, a3 = x + 3 * row, a4 = x + 4 * row, a5 = x + 5 * row;
  for (let k = depth; k > 0; k -= 4) {
    const p0 = v128.load(w, 0), q0 = v128.load(w, 16);
    s = v128.load32_splat(a0, 0); c0 = fma(s, p0, c0); d0 = fma(s, q0, d0);
    s = v128.load32_splat(a1, 0); c1 = fma(s, p0, c1); d1 = fma(s, q0, d1);
    s = v128.load32_splat(a2, 0); c2 = fma(s, p0, c2); d2 = fma(s, q0, d2);
    s = v128.load32_splat(a3, 0); c3 = fma(s, p0, c3); d3 = fma(s, q0, d3);
    s = v128.load32_splat(a4, 0); c4 = fma(s, p0, c4); d4 = fma(s, q0, d4);
    s = v128.load32_splat(a5, 0); c5 = fma(s, p0, c5); d5 = fma(s, q0, d5);
    const p1 = v128.load(w, 32), q1 = v128.load(w, 48);
    s = v128.load32_splat(a0, 4); c0 = fma(s, p1, c0); d0 = fma(s, q1, d0);
    s = v128.load32_splat(a1, 4); c1 = fma(s, p1, c1); d1 = fma(s, q1, d1);
    s = v128.load32_splat(a2, 4); c2 = fma(s, p1, c2); d2 = fma(s, q1, d2);
    s = v128.load32_splat(a3, 4); c3 = fma(s, p1, c3); d3 = fma(s, q1, d3);
    s = v128.load32_splat(a4, 4); c4 = fma(s, p1, c4); d4 = fma(s, q1, d4);
    s = v128.load32_splat(a5, 4); c5 = fma(s, p1, c5); d5 = fma(s, q1, d5);
    const p2 = v128.load(w, 64), q2 = v128.load(w, 80);
    s = v128.load32_splat(a0, 8); c0 = fma(s, p2, c0); d0 = fma(s, q2, d0);
    s = v128.load32_splat(a1, 8); c1 = fma(s, p2, c1); d1 = fma(s, q2, d1);
    s = v128.load32_splat(a2, 8); c2 = fma(s, p2, c2); d2 = fma(s, q2, d2);
    s = v128.load32_splat(a3, 8); c3 = fma(s, p2, c3); d3 = fma(s, q2, d3);
    s = v128.load32_splat(a4, 8); c4 = fma(s, p2, c4); d4 = fma(s, q2, d4);
    s = v128.load32_splat(a5, 8); c5 = fma(s, p2, c5); d5 = fma(s, q2, d5);
    const p3 = v128.load(w, 96), q3 = v128.load(w, 112);
    s = v128.load32_splat(a0, 12); c0 = fma(s, p3, c0); d0 = fma(s, q3, d0);
    s = v128.load32_splat(a1, 12); c1 = fma(s, p3, c1); d1 = fma(s, q3, d1);
    s = v128.load32_splat(a2, 12); c2 = fma(s, p3, c2); d2 = fma(s, q3, d2);
    s = v128.load32_splat(a3, 12); c3 = fma(s, p3, c3); d3 = fma(s, q3, d3);
    s = v128.load32_splat(a4, 12); c4 = fma(s, p3, c4); d4 = fma(s, q3, d4);
    s = v128.load32_splat(a5, 12); c5 = fma(s, p3, c5); d5 = fma(s, q3, d5);
    w += 128; a0 += 16; a1 += 16; a2 += 16; a3 += 16; a4 += 16; a5 += 16;
  }
  v128.store(out, c0); v128.store(out, d0, 16); out += step;
  v128.store(out, c1); v128.store(out, d1, 16); out += step;
  v128.store(out, c2); v128.store(out, d2, 16); out += step;
  v128.store(out, c3); v128.store(out, d3, 16); out += step;
  v128.store(out, c4); v128.store(out, d4, 16); out += step;
  v128.store(out, c5); v128.store(out, d5, 16);
}

/** One row of x × 8 columns. */
function oneRow(x: usize, row: usize, w: usize, depth: i32, out: usize, step: usize): void {
  let s: v128;
  let c0 = ZERO, d0 = ZERO;
  let a0 = x;
  for (let k = depth; k > 0; k -= 4) {
    const p0 = v128.load(w, 0), q0 = v128.load(w, 16);
    s = v128.load32_splat(a0, 0); c0 = fma(s, p0, c0); d0 = fma(s, q0, d0);
    const p1 = v128.load(w, 32), q1 = v128.load(w, 48);
    s = v128.load32_splat(a0, 4); c0 = fma(s, p1, c0); d0 = fma(s, q1, d0);
    const p2 = v128.load(w, 64), q2 = v128.load(w, 80);
    s = v128.load32_splat(a0, 8); c0 = fma(s, p2, c0); d0 = fma(s, q2, d0);
    const p3 = v128.load(w, 96), q3 = v128.load(w, 112);
    s = v128.load32_splat(a0, 12); c0 = fma(s, p3, c0); d0 = fma(s, q3, d0);
    w += 128; a0 += 16;
  }
  v128.store(out, c0); v128.store(out, d0, 16);
}

/** One row of x × 4 columns. */
function halfRow(x: usize, row: usize, w: usize, depth: i32, out: usize, step: usize): void {
  let s: v128;
  let c0 = ZERO;
  let a0 = x;
  for (let k = depth; k > 0; k -= 4) {
    const p0 = v128.load(w, 0);
    s = v128.load32_splat(a0, 0); c0 = fma(s, p0, c0);
    const p1 = v128.load(w, 32);
    s = v128.load32_splat(a0, 4); c0 = fma(s, p1, c0);
    const p2 = v128.load(w, 64);
    s = v128.load32_splat(a0, 8); c0 = fma(s, p2, c0);
    const p3 = v128.load(w, 96);
    s = v128.load32_splat(a0, 12); c0 = fma(s, p3, c0);
    w += 128; a0 += 16;
  }
  v128.store(out, c0);
}

/** x [count, depth] times a matrix in panels, [O / 8, depth, 8]; depth and O are multiples of four. @param out [count, O], whose rows are `step` bytes apart */
export function multiplyRows(x: usize, count: i32, packed: usize, depth: i32, out: usize, O: i32, step: usize): void {
  const row = <usize>depth * 4;
  for (; O > 0; O -= 8) {
    let a = x, to = out, n = count;
    if (O >= 8) {
      for (; n >= 6; n -= 6) {
        rows6(a, row, packed, depth, to, step);
        a += 6 * row;
        to += 6 * step;
      }
    }
    for (; n > 0; n--) {
      if (O >= 8) oneRow(a, row, packed, depth, to, step);
      else halfRow(a, row, packed, depth, to, step);
      a += row;
      to += step;
    }
    packed += row * 8;
    out += 32;
  }
}

/**
 * The products of x, transposed, and dy over a row of pixels: dw [kh · depth, O].
 * @param xStep, dyStep bytes from pixel to pixel
 * @param row           bytes from one row of taps to the next
 * @param dwStep        bytes from row to row of dw
 * @param depth         numbers of a row of taps
 * @param scratch       8 numbers a pixel
 * @param flags         ADD: added to dw
 */
export function multiplyTransposed(x: usize, xStep: usize, row: usize, dy: usize, dyStep: usize, count: i32, dw: usize, dwStep: usize, depth: i32, kh: i32, O: i32, bias: usize, flags: i32, scratch: usize): void {
  for (let o = 0; o < O; o += 8) {
    const left = O - o, b = bias + <usize>o * 4;
    let dyAt = dy + <usize>o * 4, step = dyStep;
    if (left < 8) {
      packColumns(dyAt, dyStep, scratch, count, left);
      dyAt = scratch;
      step = 32;
    }
    let to = dw + <usize>o * 4;
    for (let tap = 0; tap < kh; tap++) {
      let at = x + <usize>tap * row, m = depth;
      for (; m >= 4; m -= 4) {
        gradientTile4(at, xStep, dyAt, step, count, to, dwStep, left, b, flags);
        at += 16;
        to += 4 * dwStep;
      }
      for (; m > 0; m--) {
        gradientTile1(at, xStep, dyAt, step, count, to, dwStep, left, b, flags);
        at += 4;
        to += dwStep;
      }
    }
  }
}
