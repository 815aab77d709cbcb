/** Operations on tokens, [B, N, C] with C a multiple of four: patches of images, and the norm with its gate and modulation. */
import { copyBytes } from './images';
import { fma, ZERO } from './lanes';
import { endRow, firstRow } from './threads';

// @ts-ignore: decorator
@inline function total(x: v128): f32 {
  return f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3));
}

/**
 * Cuts images into patches, or with `back` 1 puts them together again.
 * @param image [B, h p, w p, C]
 * @param rows  [B h w, p p C] the pixels of each patch
 * @param lines B h
 */
export function patches(image: usize, rows: usize, lines: i32, w: i32, p: i32, C: i32, back: i32): void {
  const line = <usize>(p * C) * 4;
  for (let i = firstRow(lines); i < endRow(lines); i++)
    for (let j = 0; j < w; j++)
      for (let q = 0; q < p; q++) {
        const pixels = image + <usize>((i * p + q) * w + j) * line, part = rows + <usize>((i * w + j) * p + q) * line;
        if (back) copyBytes(part, pixels, line);
        else copyBytes(pixels, part, line);
      }
}

/**
 * sum = x + gate add, and normal = x̂ (1 + scale) + shift, where x̂ are the numbers of a token of the sum at mean 0 and variance 1.
 * @param x          [B, N, C]
 * @param add        [B, N, C] where gated is 1; else [N, C], added to every sample as it is
 * @param modulation [B, 3 C] gate, shift and scale of each sample; without a gate [B, 2 C]
 * @param stats      [B, N, 2] mean and 1 / deviation of each token, for the gradient, or 0 where they are not needed
 */
export function residualNorm(x: usize, add: usize, modulation: usize, sum: usize, normal: usize, stats: usize, B: i32, N: i32, C: i32, gated: i32, epsilon: f32): void {
  const row = <usize>C * 4;
  for (let i = firstRow(B * N); i < endRow(B * N); i++) {
    const at = <usize>i * row, gate = modulation + <usize>(i / N * (gated ? 3 : 2)) * row;
    const shift = gated ? gate + row : gate, scale = shift + row, added = gated ? add + at : add + <usize>(i % N) * row;
    const from = x + at, to = sum + at, out = normal + at;
    let sums = ZERO;
    for (let c: usize = 0; c < row; c += 16) {
      const term = v128.load(added + c), one = v128.load(from + c);
      const value = gated ? fma(term, v128.load(gate + c), one) : f32x4.add(one, term);
      v128.store(to + c, value);
      sums = f32x4.add(sums, value);
    }
    const mean = total(sums) / <f32>C, means = f32x4.splat(mean);
    sums = ZERO;
    for (let c: usize = 0; c < row; c += 16) {
      const d = f32x4.sub(v128.load(to + c), means);
      sums = fma(d, d, sums);
    }
    const rstd: f32 = <f32>1 / Mathf.sqrt(total(sums) / <f32>C + epsilon), factors = f32x4.splat(rstd);
    for (let c: usize = 0; c < row; c += 16) {
      const xhat = f32x4.mul(f32x4.sub(v128.load(to + c), means), factors);
      v128.store(out + c, fma(xhat, f32x4.add(v128.load(scale + c), f32x4.splat(1)), v128.load(shift + c)));
    }
    if (stats) {
      store<f32>(stats + <usize>i * 8, mean);
      store<f32>(stats + <usize>i * 8, rstd, 4);
    }
  }
}

/**
 * The gradients of `residualNorm`.
 * @param dSum, dNormal [B, N, C] of its two results
 * @param dx            [B, N, C]
 * @param dBranch       [B, N, C] of what the gate multiplies; not written without a gate
 * @param dModulation   laid out as the modulation
 */
export function residualNormGradient(dSum: usize, dNormal: usize, sum: usize, branch: usize, modulation: usize, stats: usize, dx: usize, dBranch: usize, dModulation: usize, B: i32, N: i32, C: i32, gated: i32): void {
  const row = <usize>C * 4, step = gated ? 3 * row : 2 * row;
  for (let b = firstRow(B); b < endRow(B); b++) {
    const gate = modulation + <usize>b * step, scale = gate + step - row;
    const dGate = dModulation + <usize>b * step, dScale = dGate + step - row, dShift = dScale - row;
    memory.fill(dGate, 0, step);
    for (let n = 0; n < N; n++) {
      const i = <usize>(b * N + n), at = i * row, means = v128.load32_splat(stats + i * 8), factors = v128.load32_splat(stats + i * 8, 4);
      let sums = ZERO, products = ZERO;
      for (let c: usize = 0; c < row; c += 16) {
        const dy = v128.load(dNormal + at + c), xhat = f32x4.mul(f32x4.sub(v128.load(sum + at + c), means), factors);
        const d = f32x4.mul(dy, f32x4.add(v128.load(scale + c), f32x4.splat(1)));
        sums = f32x4.add(sums, d);
        products = fma(d, xhat, products);
        v128.store(dShift + c, f32x4.add(v128.load(dShift + c), dy));
        v128.store(dScale + c, fma(dy, xhat, v128.load(dScale + c)));
      }
      // The norm removes from the gradient its mean and its component along x̂.
      const mean = f32x4.splat(total(sums) / <f32>C), along = f32x4.splat(total(products) / <f32>C);
      for (let c: usize = 0; c < row; c += 16) {
        const xhat = f32x4.mul(f32x4.sub(v128.load(sum + at + c), means), factors);
        const d = f32x4.mul(v128.load(dNormal + at + c), f32x4.add(v128.load(scale + c), f32x4.splat(1)));
        const through = f32x4.mul(f32x4.sub(f32x4.sub(d, mean), f32x4.mul(xhat, along)), factors);
        const all = f32x4.add(v128.load(dSum + at + c), through);
        v128.store(dx + at + c, all);
        if (gated) {
          v128.store(dBranch + at + c, f32x4.mul(all, v128.load(gate + c)));
          v128.store(dGate + c, fma(all, v128.load(branch + at + c), v128.load(dGate + c)));
        }
      }
    }
  }
}
