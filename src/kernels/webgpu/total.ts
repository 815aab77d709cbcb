/** WGSL: the sum of a number from every thread of a workgroup, a power of two of them, told to all. */
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
