/** Operations number by number, and copies. Arrays lie one after another without gaps, of f32 numbers; a result may be one of its operands. */
import { activationOf, SILU, slopeOf } from './activations';
import { copyBytes } from './images';
import { fma, sigmoid } from './lanes';
import { endNumber, endRow, firstNumber, firstRow } from './threads';

/** out = a + b of n numbers. */
export function sum(a: usize, b: usize, out: usize, n: i32): void {
  const end = <usize>endNumber(n) * 4;
  let i = <usize>firstNumber(n) * 4;
  for (; i + 16 <= end; i += 16) v128.store(out + i, f32x4.add(v128.load(a + i), v128.load(b + i)));
  for (; i < end; i += 4) store<f32>(out + i, load<f32>(a + i) + load<f32>(b + i));
}

/** out = a b of n numbers. */
export function product(a: usize, b: usize, out: usize, n: i32): void {
  const end = <usize>endNumber(n) * 4;
  let i = <usize>firstNumber(n) * 4;
  for (; i + 16 <= end; i += 16) v128.store(out + i, f32x4.mul(v128.load(a + i), v128.load(b + i)));
  for (; i < end; i += 4) store<f32>(out + i, load<f32>(a + i) * load<f32>(b + i));
}

/** out = a times the number at `factor`. */
export function scaled(a: usize, factor: usize, out: usize, n: i32): void {
  const end = <usize>endNumber(n) * 4, one = load<f32>(factor), four = f32x4.splat(one);
  let i = <usize>firstNumber(n) * 4;
  for (; i + 16 <= end; i += 16) v128.store(out + i, f32x4.mul(v128.load(a + i), four));
  for (; i < end; i += 4) store<f32>(out + i, load<f32>(a + i) * one);
}

/**
 * y = f(z) of n numbers.
 * @param slope receives f'(z), or 0 where it is not needed
 * @param kind  see activations
 */
export function activate(z: usize, y: usize, slope: usize, n: i32, kind: i32): void {
  const end = <usize>endNumber(n) * 4;
  for (let i = <usize>firstNumber(n) * 4; i < end; i += 16) {
    if (i + 16 <= end) {
      const value = v128.load(z + i);
      if (kind == SILU) {
        // One exponential for both.
        const s = sigmoid(value), result = f32x4.mul(value, s);
        if (slope) v128.store(slope + i, fma(result, f32x4.sub(f32x4.splat(1), s), s));
        v128.store(y + i, result);
        continue;
      }
      if (slope) v128.store(slope + i, slopeOf(value, kind));
      v128.store(y + i, activationOf(value, kind));
    } else {
      for (let at = i; at < end; at += 4) {
        const value = v128.load32_splat(z + at);
        if (slope) store<f32>(slope + at, f32x4.extract_lane(slopeOf(value, kind), 0));
        store<f32>(y + at, f32x4.extract_lane(activationOf(value, kind), 0));
      }
    }
  }
}

/** Copies n numbers. */
export function copy(from: usize, to: usize, n: i32): void {
  const first = <usize>firstNumber(n) * 4;
  memory.copy(to + first, from + first, <usize>endNumber(n) * 4 - first);
}

/** Copies `columns` numbers of each row. @param fromStep, toStep numbers from row to row; 0 repeats one row */
export function copyColumns(from: usize, fromStep: i32, to: usize, toStep: i32, rows: i32, columns: i32): void {
  const bytes = <usize>columns * 4, first = firstRow(rows);
  from += <usize>(first * fromStep) * 4;
  to += <usize>(first * toStep) * 4;
  for (let left = endRow(rows) - first; left > 0; left--) {
    copyBytes(from, to, bytes);
    from += <usize>fromStep * 4;
    to += <usize>toStep * 4;
  }
}

/** out = a - b of n numbers. */
export function difference(a: usize, b: usize, out: usize, n: i32): void {
  const end = <usize>endNumber(n) * 4;
  let i = <usize>firstNumber(n) * 4;
  for (; i + 16 <= end; i += 16) v128.store(out + i, f32x4.sub(v128.load(a + i), v128.load(b + i)));
  for (; i < end; i += 4) store<f32>(out + i, load<f32>(a + i) - load<f32>(b + i));
}

/** The row of the table that a label names: the label as f32, or as i32 where `integers` is 1. Negative, or past the end, where there is none. */
// @ts-ignore: decorator
@inline function labelAt(labels: usize, row: i32, integers: i32): i32 {
  const at = labels + <usize>row * 4;
  return integers ? load<i32>(at) : <i32>load<f32>(at);
}

/**
 * The rows of a table that labels name; zeros for a label that names none.
 * @param labels [rows]
 * @param table  [count, n]
 * @param out    [rows, n]
 */
export function lookUp(labels: usize, table: usize, out: usize, rows: i32, count: i32, n: i32, integers: i32): void {
  const row = <usize>n * 4;
  for (let i = 0; i < rows; i++) {
    const label = labelAt(labels, i, integers);
    if (label >= 0 && label < count) memory.copy(out, table + <usize>label * row, row);
    else memory.fill(out, 0, row);
    out += row;
  }
}

/** The gradient of `lookUp` with respect to the table. @param dy [rows, n] @param dTable [count, n] */
export function lookUpGradient(labels: usize, dy: usize, dTable: usize, rows: i32, count: i32, n: i32, integers: i32): void {
  const row = <usize>n * 4;
  memory.fill(dTable, 0, <usize>count * row);
  for (let i = 0; i < rows; i++) {
    const label = labelAt(labels, i, integers);
    if (label >= 0 && label < count) sum(dTable + <usize>label * row, dy, dTable + <usize>label * row, n);
    dy += row;
  }
}
