import { THREADS } from './program';

/** WGSL: the sum of a number from every thread of the workgroup, told to all of them. */
export const TOTAL = `
var<workgroup> partial : array<f32, ${THREADS}>;
fn total(local : u32, value : f32) -> f32 {
  partial[local] = value;
  workgroupBarrier();
  for (var half = ${THREADS / 2}u; half > 0u; half = half / 2u) {
    if (local < half) { partial[local] += partial[local + half]; }
    workgroupBarrier();
  }
  let sum = partial[0];
  workgroupBarrier();
  return sum;
}`;
