/** Made by scripts/dev/wasmModule.mjs from src/wasm/module/assembly: the functions of the module. */

/** Addresses are in bytes, sizes in numbers. */
export interface ModuleFunctions {
  attentionScratch(N: number, D: number): number;
  attend(q: number, k: number, v: number, out: number, saved: number, B: number, N: number, heads: number, D: number, scratch: number): void;
  attendGradient(dy: number, q: number, k: number, v: number, saved: number, dq: number, dk: number, dv: number, B: number, N: number, heads: number, D: number, scratch: number): void;
  drawBatch(draw: number, pool: number, levels: number, x: number, target: number, temb: number, weight: number, variance: number, rows: number, n: number, count: number, times: number, embedding: number, varianceNumbers: number, flags: number): void;
  convolutionScratch(B: number, H: number, W: number, I: number, O: number, kh: number, kw: number): number;
  convolution(x: number, w: number, bias: number, add: number, y: number, B: number, H: number, W: number, I: number, O: number, kh: number, kw: number, stride: number, top: number, left: number, Ho: number, Wo: number, upsample: number, flags: number, scratch: number): void;
  convolutionInputGradient(dy: number, w: number, add: number, dx: number, B: number, H: number, W: number, I: number, O: number, kh: number, kw: number, stride: number, top: number, left: number, Ho: number, Wo: number, upsample: number, flags: number, scratch: number): void;
  convolutionFilterGradient(x: number, dy: number, dw: number, B: number, H: number, W: number, I: number, O: number, kh: number, kw: number, stride: number, top: number, left: number, Ho: number, Wo: number, upsample: number, flags: number, scratch: number): void;
  sumChannels(x: number, out: number, rows: number, n: number, flags: number): void;
  sum(a: number, b: number, out: number, n: number): void;
  product(a: number, b: number, out: number, n: number): void;
  scaled(a: number, factor: number, out: number, n: number): void;
  activate(z: number, y: number, slope: number, n: number, kind: number): void;
  copy(from: number, to: number, n: number): void;
  copyColumns(from: number, fromStep: number, to: number, toStep: number, rows: number, columns: number): void;
  difference(a: number, b: number, out: number, n: number): void;
  lookUp(labels: number, table: number, out: number, rows: number, count: number, n: number, integers: number): void;
  lookUpGradient(labels: number, dy: number, dTable: number, rows: number, count: number, n: number, integers: number): void;
  gemmScratch(K: number, N: number): number;
  gemm(a: number, b: number, c: number, bias: number, M: number, K: number, N: number, flags: number, scratch: number): void;
  groupNormScratch(C: number, B: number): number;
  groupNorm(x: number, offset: number, gain: number, shift: number, y: number, saved: number, B: number, pixels: number, C: number, groups: number, rowStep: number, epsilon: number, flags: number, scratch: number): void;
  groupNormGradient(dy: number, x: number, gain: number, saved: number, add: number, dx: number, dOffset: number, dGain: number, dShift: number, B: number, pixels: number, C: number, groups: number, rowStep: number, flags: number, scratch: number): void;
  muonMomentum(m: number, v: number, g: number, x: number, first: number, all: number, momentum: number, rest: number, beta2: number, rest2: number, clip: number): void;
  toUnitNorm(x: number, n: number, epsilon: number): void;
  polynomial(x: number, square: number, n: number, a: number, b: number, c: number): void;
  stepAgainst(p: number, ema: number, x: number, step: number, n: number, factor: number): void;
  multiplyAndAdd(rounds: number): number;
  fourierFeatures(x: number, frequencies: number, out: number, rows: number, F: number): void;
  normModulate(x: number, scale: number, shift: number, y: number, slope: number, xhat: number, rstd: number, rows: number, K: number, scaleStep: number, shiftStep: number, epsilon: number, kind: number): void;
  normModulateGradient(dy: number, slope: number, xhat: number, rstd: number, scale: number, add: number, dx: number, dScale: number, dShift: number, rows: number, K: number, scaleStep: number, shiftStep: number, flags: number): void;
  nextRow(table: number, counter: number, row: number, n: number): void;
  samplerStep(output: number, numbers: number, box: number, noise: number, x: number, previous: number, guess: number, frames: number, n: number, channels: number, width: number, count: number, guided: number): void;
  patches(image: number, rows: number, lines: number, w: number, p: number, C: number, back: number): void;
  residualNorm(x: number, add: number, modulation: number, sum: number, normal: number, stats: number, B: number, N: number, C: number, gated: number, epsilon: number): void;
  residualNormGradient(dSum: number, dNormal: number, sum: number, branch: number, modulation: number, stats: number, dx: number, dBranch: number, dModulation: number, B: number, N: number, C: number, gated: number): void;
  squaredError(output: number, target: number, weight: number, errors: number, gradient: number, loss: number, rows: number, n: number): void;
  hybridError(output: number, target: number, weight: number, variance: number, errors: number, gradient: number, loss: number, rows: number, pixels: number, C: number, squashed: number, share: number): void;
  adamStep(p: number, m: number, v: number, ema: number, g: number, step: number, n: number, all: number, beta1: number, rest1: number, beta2: number, rest2: number, clip: number): void;
}

/** Operations that a list holds: each one's number there, and of each argument whether it is an integer (i) or f32 (f). */
export const OPERATIONS = {
  attend: { number: 0, kinds: 'iiiiiiiiii' },
  attendGradient: { number: 1, kinds: 'iiiiiiiiiiiii' },
  drawBatch: { number: 2, kinds: 'iiiiiiiiiiiiiii' },
  convolution: { number: 3, kinds: 'iiiiiiiiiiiiiiiiiiii' },
  convolutionInputGradient: { number: 4, kinds: 'iiiiiiiiiiiiiiiiiii' },
  convolutionFilterGradient: { number: 5, kinds: 'iiiiiiiiiiiiiiiiii' },
  sumChannels: { number: 6, kinds: 'iiiii' },
  sum: { number: 7, kinds: 'iiii' },
  product: { number: 8, kinds: 'iiii' },
  scaled: { number: 9, kinds: 'iiii' },
  activate: { number: 10, kinds: 'iiiii' },
  copy: { number: 11, kinds: 'iii' },
  copyColumns: { number: 12, kinds: 'iiiiii' },
  difference: { number: 13, kinds: 'iiii' },
  lookUp: { number: 14, kinds: 'iiiiiii' },
  lookUpGradient: { number: 15, kinds: 'iiiiiii' },
  gemm: { number: 16, kinds: 'iiiiiiiii' },
  groupNorm: { number: 17, kinds: 'iiiiiiiiiiifii' },
  groupNormGradient: { number: 18, kinds: 'iiiiiiiiiiiiiiii' },
  muonMomentum: { number: 19, kinds: 'iiiiiifffff' },
  toUnitNorm: { number: 20, kinds: 'iif' },
  polynomial: { number: 21, kinds: 'iiifff' },
  stepAgainst: { number: 22, kinds: 'iiiiif' },
  fourierFeatures: { number: 23, kinds: 'iiiii' },
  normModulate: { number: 24, kinds: 'iiiiiiiiiiifi' },
  normModulateGradient: { number: 25, kinds: 'iiiiiiiiiiiiii' },
  nextRow: { number: 26, kinds: 'iiii' },
  samplerStep: { number: 27, kinds: 'iiiiiiiiiiiii' },
  patches: { number: 28, kinds: 'iiiiiii' },
  residualNorm: { number: 29, kinds: 'iiiiiiiiiif' },
  residualNormGradient: { number: 30, kinds: 'iiiiiiiiiiiii' },
  squaredError: { number: 31, kinds: 'iiiiiiii' },
  hybridError: { number: 32, kinds: 'iiiiiiiiiiif' },
  adamStep: { number: 33, kinds: 'iiiiiiiifffff' },
} as const;

export const STRATIFIED = 1;
export const T_A = 1;
export const T_B = 2;
export const ADD = 4;
export const BIAS = 8;
export const PACK = 32;
export const NORM_SILU = 1;
