/**
 * WGSL: declares `cosSin(turn)`, cosine and sine of an angle in turns, from -1/2 to 1/2, to 1e-7. The functions of a device may be off by
 * 5e-4, and are on some: the same seed would give other noise on each.
 */
export const COS_SIN = `
fn cosSin(turn : f32) -> vec2<f32> {
  let quarter = round(4.0 * turn);
  let a = ${Math.PI / 2} * (4.0 * turn - quarter); // at most π/4
  let b = a * a;
  let s = a * (1.0 - b / 6.0 * (1.0 - b / 20.0 * (1.0 - b / 42.0 * (1.0 - b / 72.0))));
  let c = 1.0 - b / 2.0 * (1.0 - b / 12.0 * (1.0 - b / 30.0 * (1.0 - b / 56.0 * (1.0 - b / 90.0))));
  switch (i32(quarter) & 3) {
    case 0: { return vec2<f32>(c, s); }
    case 1: { return vec2<f32>(-s, c); }
    case 2: { return vec2<f32>(-c, -s); }
    default: { return vec2<f32>(s, -c); }
  }
}`;
