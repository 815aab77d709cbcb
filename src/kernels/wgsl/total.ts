/**
 * WGSL: declares `total(local, value)`, which gives every thread of a workgroup the sum of a number over all of them.
 * @param threads of the workgroup, a power of two
 */
export const totalOver = (threads: number): string => `
var<workgroup> partial : array<f32, ${threads}>;
fn total(local : u32, value : f32) -> f32 {
  partial[local] = value;
  workgroupBarrier();
  for (var half = ${threads / 2}u; half > 0u; half = half / 2u) {
    if (local < half) { partial[local] += partial[local + half]; }
    workgroupBarrier();
  }
  let sum = partial[0];
  workgroupBarrier();
  return sum;
}`;
