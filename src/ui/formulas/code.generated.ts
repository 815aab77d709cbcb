/** What the page's formulas are computed by, as it stands in the code. Made by scripts/docs/codeLines.mjs: change the code, then run it. */

export const CODE = {
  posterior: {
    file: 'src/diffusion/posterior.ts',
    line: 26,
    text: 'export function qPosterior(from: Level, to: Level): Posterior {\n  const large = transitionVariance(to, from);\n  const total = from.sigma ** 2;\n  return {\n    cX0: (to.alpha * large) / total,\n    cXt: ((from.alpha / to.alpha) * to.sigma ** 2) / total,\n    small: (large * to.sigma ** 2) / total,\n    large,\n  };\n}',
  },
  closedForm: {
    file: 'src/diffusion/forward.ts',
    line: 14,
    text: 'export function qSample<A extends Float32Array | Float64Array>(\n  x0: ArrayLike<number>,\n  { alpha, sigma }: Level,\n  eps: ArrayLike<number>,\n  out: A,\n): A {\n  for (let i = 0; i < out.length; i++) out[i] = alpha * x0[i] + sigma * eps[i];\n  return out;\n}',
  },
  chainStep: {
    file: 'src/diffusion/forward.ts',
    line: 29,
    text: 'export function forwardStep(from: Level, to: Level): { readonly cX: number; readonly cNoise: number } {\n  const cX = to.alpha / from.alpha;\n  return { cX, cNoise: Math.sqrt(transitionVariance(from, to)) };\n}',
  },
  exactEps: {
    file: 'src/diffusion/exact/mixture.ts',
    line: 104,
    text: 'eps: (points, level, out) => scaledScore(points, level, -level.sigma, out)',
  },
  squaredError: {
    file: 'src/kernels/squaredError/reference.ts',
    line: 5,
    text: 'export const squaredErrorReference = lossWithErrors((output, target, weight) => {\n  const delta = tf.sub(output, target);\n  const errors = tf.mean(tf.square(delta), 1, true);\n  return {\n    loss: tf.mean(tf.mul(errors, weight)),\n    errors,\n    gradient: tf.mul(delta, tf.mul(weight, 2 / output.size)),\n  };\n}, tf.mul);',
  },
  targetEps: { file: 'src/diffusion/prediction.ts', line: 47, text: 'target: () => ({ cX0: 0, cEps: 1 })' },
  targetX0: { file: 'src/diffusion/prediction.ts', line: 54, text: 'target: () => ({ cX0: 1, cEps: 0 })' },
  targetV: {
    file: 'src/diffusion/prediction.ts',
    line: 61,
    text: 'target: (level) => ({ cX0: -level.sigma / norm(level), cEps: level.alpha / norm(level) })',
  },
  targetVelocity: {
    file: 'src/diffusion/prediction.ts',
    line: 74,
    text: 'target: (_, slopes) => ({ cX0: slopes.alpha, cEps: slopes.sigma })',
  },
  ddimStep: {
    file: 'src/diffusion/samplers/ddim.ts',
    line: 17,
    text: 'export function ddimStep(from: Level, to: Level, eta: number, clippedEps = true) {\n  const noise = eta ** 2 * qPosterior(from, to).small;\n  const direction = Math.sqrt(Math.max(0, to.sigma ** 2 - noise));\n  const ofEps = (-direction * from.alpha) / from.sigma;\n  return {\n    cXt: direction / from.sigma,\n    ...(clippedEps ? { cX0: to.alpha + ofEps } : { cX0: to.alpha, cX0Unclipped: ofEps }),\n    cNoise: Math.sqrt(noise),\n  };\n}',
  },
  dpmSolverStep: {
    file: 'src/diffusion/samplers/dpmSolverPlusPlus.ts',
    line: 43,
    text: 'plan(_, grid, { solverOrder: order }) {\n  let [hLast, hBefore] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];\n  return levelPairs(grid).map(({ from, to }) => {\n    const h = stepOf(from.level, to);\n    const weights =\n      order === 3 && Number.isFinite(h) && Number.isFinite(hBefore)\n        ? thirdOrder(to.alpha, h, hLast, hBefore)\n        : secondOrder(-to.alpha * Math.expm1(-h), order === 1 ? 0 : h / hLast);\n    [hLast, hBefore] = [h, hLast];\n    return linearStep({ ...from, to, cXt: to.sigma / from.level.sigma, ...weights });\n  });\n}',
  },
  eulerStep: {
    file: 'src/diffusion/samplers/euler.ts',
    line: 14,
    text: 'export function eulerStep(from: Level, to: Level) {\n  const ratio = to.sigma / from.sigma;\n  return { cXt: ratio, cX0: to.alpha - ratio * from.alpha };\n}',
  },
  heunCorrection: {
    file: 'src/diffusion/samplers/heun.ts',
    line: 44,
    text: 'function heunCorrection({ scale, sigma }: OdeFrame, from: Level, to: Level) {\n  const step = sigma(to) - sigma(from);\n  const atStart = step / (2 * sigma(from));\n  const atEnd = step / (2 * sigma(to));\n  return {\n    cXtPrev: (scale(to) / scale(from)) * (1 + atStart),\n    cX0Prev: -scale(to) * atStart,\n    cXt: atEnd,\n    cX0: -scale(to) * atEnd,\n  };\n}',
  },
  reverseSdeStep: {
    file: 'src/diffusion/samplers/eulerMaruyama.ts',
    line: 13,
    text: 'function reverseSdeStep(process: Process, { time, level }: GridPoint, dt: number) {\n  const { drift, diffusionSquared } = process.rates(time);\n  const pull = (diffusionSquared * dt) / level.sigma ** 2;\n  return { cXt: 1 - drift * dt - pull, cX0: pull * level.alpha, cNoise: Math.sqrt(diffusionSquared * dt) };\n}',
  },
  velocity: {
    file: 'src/diffusion/exact/velocity.ts',
    line: 13,
    text: "export function exactVelocity<A extends Float32Array | Float64Array>(\n  exact: Pick<ExactField, 'posteriorMean'>,\n  process: Pick<Process, 'level'>,\n  time: number,\n  slopes: Slopes,\n  points: ArrayLike<number>,\n  out: A,\n): A {\n  const level = process.level(time);\n  exact.posteriorMean(points, level, out);\n  const { alpha, sigma } = level;\n  for (let i = 0; i < out.length; i++)\n    out[i] = slopes.alpha * out[i] + (slopes.sigma * (points[i] - alpha * out[i])) / sigma;\n  return out;\n}",
  },
  current: {
    file: 'src/diffusion/lab1d/density.ts',
    line: 38,
    text: 'export function currentOverTime(\n  mixture: GaussianMixture,\n  process: Process,\n  times: ArrayLike<number>,\n  xs: Float64Array,\n): Float64Array {\n  const exact = exactMixture(mixture);\n  const current = densityOverTime(mixture, process, times, xs);\n  const score = new Float64Array(xs.length);\n  for (let row = 0; row < times.length; row++) {\n    const { drift, diffusionSquared } = process.rates(times[row]);\n    exact.score(xs, process.level(times[row]), score);\n    for (let i = 0; i < xs.length; i++)\n      current[row * xs.length + i] *= drift * xs[i] - 0.5 * diffusionSquared * score[i];\n  }\n  return current;\n}',
  },
  chainRates: {
    file: 'src/diffusion/processes/ddpm.ts',
    line: 49,
    text: "const rates = (time: number): Rates => {\n  const { alpha, sigma } = level(time);\n  if (last === 0) return { drift: 0, diffusionSquared: 0 };\n  const step = intervalOf(time);\n  if (endsInNoise(step)) {\n    const rate = sqrtAlphasCumprod[step] / alpha;\n    return { drift: -rate, diffusionSquared: 2 * rate };\n  }\n  // For alpha² = 1/(1+exp(-λ)): d ln alpha/dt = ½σ²λ' and g² = -σ²λ' (Kingma et al. 2021, App. E).\n  const slope = logSnr[step + 1] - logSnr[step];\n  return { drift: 0.5 * sigma * sigma * slope, diffusionSquared: -sigma * sigma * slope };\n};",
  },
  vpRates: {
    file: 'src/diffusion/processes/vpSde.ts',
    line: 27,
    text: 'rates: (time) => ({ drift: -0.5 * beta(time), diffusionSquared: beta(time) })',
  },
  veRates: {
    file: 'src/diffusion/processes/veSde.ts',
    line: 28,
    text: 'rates: (time) => ({ drift: 0, diffusionSquared: 2 * logRatio * sigma(time) ** 2 })',
  },
  flowRates: {
    file: 'src/diffusion/processes/flow.ts',
    line: 31,
    text: 'rates(time) {\n  const alpha = Math.max(1 - clamp(time), LEAST_ALPHA);\n  return { drift: -1 / alpha, diffusionSquared: (2 * (1 - alpha)) / alpha };\n}',
  },
  veLevel: {
    file: 'src/diffusion/processes/veSde.ts',
    line: 27,
    text: 'level: (time) => ({ alpha: 1, sigma: sigma(time) })',
  },
  flowLevel: {
    file: 'src/diffusion/processes/flow.ts',
    line: 29,
    text: 'level: (time) => ({ alpha: 1 - clamp(time), sigma: clamp(time) })',
  },
} as const satisfies Record<string, { file: string; line: number; text: string }>;

export type CodeId = keyof typeof CODE;
