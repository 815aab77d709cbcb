/** Operations number by number, and copies. Arrays lie one after another without gaps, of f32 numbers; a result may be one of its operands. */
import { activationOf, slopeOf } from './activations';

/** out = a + b of n numbers. */
export function sum(a: usize, b: usize, out: usize, n: i32): void {
  const end = <usize>n * 4;
  let i: usize = 0;
  for (; i + 16 <= end; i += 16) v128.store(out + i, f32x4.add(v128.load(a + i), v128.load(b + i)));
  for (; i < end; i += 4) store<f32>(out + i, load<f32>(a + i) + load<f32>(b + i));
}

/** out = a b of n numbers. */
export function product(a: usize, b: usize, out: usize, n: i32): void {
  const end = <usize>n * 4;
  let i: usize = 0;
  for (; i + 16 <= end; i += 16) v128.store(out + i, f32x4.mul(v128.load(a + i), v128.load(b + i)));
  for (; i < end; i += 4) store<f32>(out + i, load<f32>(a + i) * load<f32>(b + i));
}

/** out = a times the number at `factor`. */
export function scaled(a: usize, factor: usize, out: usize, n: i32): void {
  const end = <usize>n * 4, one = load<f32>(factor), four = f32x4.splat(one);
  let i: usize = 0;
  for (; i + 16 <= end; i += 16) v128.store(out + i, f32x4.mul(v128.load(a + i), four));
  for (; i < end; i += 4) store<f32>(out + i, load<f32>(a + i) * one);
}

/**
 * y = f(z) of n numbers.
 * @param slope receives f'(z), or 0 where it is not wanted
 * @param kind  see activations
 */
export function activate(z: usize, y: usize, slope: usize, n: i32, kind: i32): void {
  const end = <usize>n * 4;
  for (let i: usize = 0; i < end; i += 16) {
    if (i + 16 <= end) {
      const value = v128.load(z + i);
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
  memory.copy(to, from, <usize>n * 4);
}

/** Copies `columns` numbers of each row. @param fromStep, toStep numbers from row to row; 0 repeats one row */
export function copyColumns(from: usize, fromStep: i32, to: usize, toStep: i32, rows: i32, columns: i32): void {
  const bytes = <usize>columns * 4;
  for (; rows > 0; rows--) {
    if (columns < 16) for (let i: usize = 0; i < bytes; i += 4) store<f32>(to + i, load<f32>(from + i));
    else memory.copy(to, from, bytes);
    from += <usize>fromStep * 4;
    to += <usize>toStep * 4;
  }
}
