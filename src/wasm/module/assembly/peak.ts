/** How fast a core multiplies and adds four numbers at once, with nothing to wait for: what products of matrices are measured against. */
import { fma } from './lanes';

/** Multiplications and additions of a round. */
const CHAINS = 12;
const EACH = 8;

/** @returns the operations that were done, in millions, so that a caller knows what it timed; the work is `rounds` rounds */
export function multiplyAndAdd(rounds: i32): f32 {
  const factor = f32x4.splat(0.999), term = f32x4.splat(0.001);
  let a = f32x4.splat(0), b = f32x4.splat(1), c = f32x4.splat(2), d = f32x4.splat(3), e = f32x4.splat(4), f = f32x4.splat(5);
  let g = f32x4.splat(6), h = f32x4.splat(7), i = f32x4.splat(8), j = f32x4.splat(9), k = f32x4.splat(10), l = f32x4.splat(11);
  for (let round = rounds; round > 0; round--) {
    a = fma(a, factor, term); b = fma(b, factor, term); c = fma(c, factor, term); d = fma(d, factor, term);
    e = fma(e, factor, term); f = fma(f, factor, term); g = fma(g, factor, term); h = fma(h, factor, term);
    i = fma(i, factor, term); j = fma(j, factor, term); k = fma(k, factor, term); l = fma(l, factor, term);
  }
  const sum = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(f32x4.add(e, f), f32x4.add(g, h)));
  const all = f32x4.add(sum, f32x4.add(f32x4.add(i, j), f32x4.add(k, l)));
  // the sum is needed, so that no compiler drops the work: it adds nothing that counts
  return <f32>(<f64>rounds * <f64>(CHAINS * EACH) * 1e-6) + 0 * f32x4.extract_lane(all, 0);
}
