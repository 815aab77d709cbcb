/** Made by scripts/dev/wasmModule.mjs from src/wasm/module/assembly: the functions of the module. */

/** Addresses are in bytes, sizes in numbers. */
export interface ModuleFunctions {
  attentionScratch(N: number, D: number): number;
  attend(q: number, k: number, v: number, out: number, saved: number, B: number, N: number, heads: number, D: number, scratch: number): void;
  attendGradient(dy: number, q: number, k: number, v: number, saved: number, dq: number, dk: number, dv: number, B: number, N: number, heads: number, D: number, scratch: number): void;
  convolutionScratch(B: number, H: number, W: number, I: number, O: number, kh: number, kw: number): number;
  convolution(x: number, w: number, bias: number, add: number, y: number, B: number, H: number, W: number, I: number, O: number, kh: number, kw: number, stride: number, top: number, left: number, Ho: number, Wo: number, upsample: number, flags: number, scratch: number): void;
  convolutionInputGradient(dy: number, w: number, add: number, dx: number, B: number, H: number, W: number, I: number, O: number, kh: number, kw: number, stride: number, top: number, left: number, Ho: number, Wo: number, upsample: number, flags: number, scratch: number): void;
  convolutionFilterGradient(x: number, dy: number, dw: number, B: number, H: number, W: number, I: number, O: number, kh: number, kw: number, stride: number, top: number, left: number, Ho: number, Wo: number, upsample: number, flags: number, scratch: number): void;
  sumChannels(x: number, out: number, rows: number, n: number, flags: number): void;
  gemm(a: number, b: number, c: number, bias: number, M: number, K: number, N: number, flags: number, pack: number): void;
  groupNormScratch(C: number): number;
  groupNorm(x: number, offset: number, gain: number, shift: number, y: number, saved: number, B: number, pixels: number, C: number, groups: number, rowStep: number, epsilon: number, flags: number, scratch: number): void;
  groupNormGradient(dy: number, x: number, gain: number, saved: number, add: number, dx: number, dOffset: number, dGain: number, dShift: number, B: number, pixels: number, C: number, groups: number, rowStep: number, flags: number, scratch: number): void;
}

/** Operations that a list holds: each one's number there, and of each argument whether it is an integer (i) or f32 (f). */
export const OPERATIONS = {
  attend: { number: 0, kinds: 'iiiiiiiiii' },
  attendGradient: { number: 1, kinds: 'iiiiiiiiiiiii' },
  convolution: { number: 2, kinds: 'iiiiiiiiiiiiiiiiiiii' },
  convolutionInputGradient: { number: 3, kinds: 'iiiiiiiiiiiiiiiiiii' },
  convolutionFilterGradient: { number: 4, kinds: 'iiiiiiiiiiiiiiiiii' },
  sumChannels: { number: 5, kinds: 'iiiii' },
  gemm: { number: 6, kinds: 'iiiiiiiii' },
  groupNorm: { number: 7, kinds: 'iiiiiiiiiiifii' },
  groupNormGradient: { number: 8, kinds: 'iiiiiiiiiiiiiiii' },
} as const;

export const T_A = 1;
export const T_B = 2;
export const ADD = 4;
export const BIAS = 8;
export const SILU = 16;
export const PACK = 32;
export const NORM_SILU = 1;
