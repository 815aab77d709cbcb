/** Norms of arrays, summed in f64. */

/** The sum of squares of n numbers, n a multiple of 4. */
export function squaresOf(x: usize, n: i32): f64 {
  const end = <usize>n * 4;
  let low = f64x2.splat(0), high = f64x2.splat(0);
  for (let i: usize = 0; i < end; i += 16) {
    const four = v128.load(x + i), a = f64x2.promote_low_f32x4(four), b = f64x2.promote_low_f32x4(v128.shuffle<i64>(four, four, 1, 0));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const squares = f64x2.add(low, high);
  return f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
}

/** The factor that scales a gradient of n numbers down to the norm `clip`; 1 for a smaller one, and where clip is 0. */
export function clipScale(g: usize, n: i32, clip: f32): f32 {
  if (clip <= 0) return 1;
  const norm = Math.sqrt(squaresOf(g, n));
  return norm > <f64>clip ? <f32>(<f64>clip / norm) : 1;
}
