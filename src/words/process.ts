/** The Process view. */

/** @param left share of the variance that is signal at the end; null where all is noise */
const atEnd = (left: string | null) =>
  left === null ? 'all noise at the end' : `but ${left} of the variance is signal at the end`;
export const neverHalfNoise = (signal: string, end: string) =>
  `Never half noise: ${signal} of the variance is signal at t = ${end}.`;
export const halfNoiseAtOnce = (left: string | null) =>
  `More than half noise after one step, ${atEnd(left)}.`;
export const halfNoise = (time: string, end: string, left: string | null) =>
  `Half noise at t = ${time} of ${end}, ${atEnd(left)}.`;
export const noProcess = (shown: string) => `These settings give no process. The pictures are of ${shown}.`;

/** The settings in one line. */
export const flowLine = (process: string) => `${process}, from data to noise on straight lines`;
export const sigmaLine = (process: string, sigmaMax: number) => `${process}, σ to ${sigmaMax}`;
export const scheduleLine = (process: string, schedule: string) => `${process}, ${schedule.toLowerCase()}`;

export const allPeaks = (t: string, peaks: number) =>
  `At t = ${t}, all ${peaks} peaks of the 1-D example remain`;
export const onePeak = (t: string, peaks: number) =>
  `At t = ${t}, the ${peaks} peaks of the 1-D example have merged into one`;
export const somePeaks = (t: string, now: number, peaks: number) =>
  `At t = ${t}, ${now} of ${peaks} peaks of the 1-D example remain`;
export const currentStays = 'The current over g² never falls to a tenth';
export const currentFalls = (t: string) => `The current over g² falls to a tenth by t = ${t}`;
export const fokkerPlanck = (error: string) =>
  `The Fokker–Planck equation, integrated by finite volumes from the data alone, differs from the closed form by a total variation of at most ${error}.`;
export const neverHalfway = (names: string, processes: number) =>
  `${names} never ${processes > 1 ? 'reach' : 'reaches'} half noise`;
export const halfwayAfter = (shares: string) => `Half noise after: ${shares} of the noising time`;

/** What a symbol is, after its sign and its value. */
export const dataFactor = (t: string) => `is the factor of the data at t = ${t}.`;
export const noiseDeviation =
  'is the standard deviation of the noise. The squares sum to 1, which preserves the variance.';
export const noiseFactor =
  'is the factor of the noise. The two sum to 1: x moves on a straight line from data to noise.';
export const velocity =
  'is the velocity: the mean of ε − x₀ over all lines through x at t. Without noise, paths of it never cross.';
export const sigmaOfVe = (t: string) => `at t = ${t}. The data are not scaled down.`;
export const dataPoint = 'is a point of the data; their density is drawn at the left.';
export const noiseSample = 'is a sample of N(0, 1), drawn in grey.';
export const shrinkFactor = (t: string) => `is the factor of the previous state in step ${t}.`;
export const stepNoise = (t: string) => `is the noise that step ${t} adds. It makes the forward paths rough.`;
export const noDrift = 'for this process: only the noise grows.';
export const growingDrift = (t: string) =>
  `at t = ${t}: a drift towards 0, which grows without bound as t nears 1.`;
export const balancingDrift = (t: string) =>
  `at t = ${t}: a drift towards 0, which keeps the variance from growing.`;
export const forwardNoise = (t: string) => `at t = ${t}: the noise that makes the forward paths rough.`;
export const scoreFactor = (t: string) => `at t = ${t}: the factor of the score in the reverse SDE.`;
export const score = 'is the score: it points towards higher density. Here it is exact.';
export const reverseNoise = 'is fresh noise of the reverse process. It makes these paths rough.';
export const odeFactor =
  'is the factor of the score in the probability-flow ODE. Without noise, the same start gives the same end, and paths never cross.';
export const density = (t: string) => `is the density at t = ${t}, known in closed form.`;
export const current = 'is the flow of probability at each place: violet is up, green is down.';

export const mapCaption = 'A one-dimensional example: a mixture of five Gaussians';
export const mapCaptionShort = '1-D example';
export const mapScale = 'pₜ(x), square-root scale';
export const mapScaleOfSpread = 'pₜ over x / √(α² + σ²), square-root scale';
export const mapScaleShort = 'pₜ(x), √ scale';
export const computingDensity = 'Computing the density…';
export const densityNotReady = 'The density is being computed.';
export const pathNames = { forward: 'forward', reverse: 'reverse SDE', ode: 'probability-flow ODE' };
export const densitySummary = (map: {
  readonly from: string;
  readonly to: string;
  readonly most: string;
  readonly cursor: string;
  readonly scaled: boolean;
  readonly paths: readonly string[];
}) => {
  const scaled = map.scaled ? ' Each time is divided by its own spread.' : '';
  const over = map.paths.length > 0 ? ` ${map.paths.join(', ')} paths over it.` : '';
  return `One-dimensional example: the density of a mixture of five Gaussians from t = ${map.from} to ${map.to}, at most ${map.most}; the cursor is at t = ${map.cursor}.${scaled}${over}`;
};

export const paths = 'Paths';
export const pathButtons = { forward: 'Forward', reverse: 'Reverse SDE', ode: 'Probability-flow ODE' };
export const forwardProcess = 'Forward process';
export const densityOverTime = 'Density over time';
export const scheduleCurves = 'Schedule curves';
export const time = 'Time';

export const scoreArrows = 'Arrows: the score ∇ log pₜ, towards higher density';
export const densityAndScore = 'Density and score at one time';
export const sliceSummary = (title: string, most: string) =>
  `${title}. The density is at most ${most}; arrows point towards its peaks.`;
export const exactScore = 'exact score, times σ';
export const twoReversals = 'Two reverse processes, one density';
export const chainStep = 'One step of the chain:';
export const manySteps = 'Many small steps, as an SDE:';
export const forwardSde = 'The forward SDE, from data to noise:';
export const reverseSde = 'Reverse SDE: the full score term, with fresh noise.';
export const flowOde =
  'Probability-flow ODE: half the score term, without noise. The paths differ; the distribution at every t is the same.';
export const flowLearnsOde = 'Flow matching learns the right-hand side of this ODE as a whole:';
export const whereProbabilityFlows = 'Where probability flows';
export const currentOverTime = 'Probability current over time';
export const currentSummary = (title: string) => `${title}. Violet flows up, green flows down.`;
export const computingCurrent = 'Computing the current…';
export const noisingTime = 'noising time t';
export const currentScale = 'J/g², √ scale';
export const oneAxis = (names: string) => `${names} on one axis`;
export const onlyAScale = (names: string) =>
  `${names} on one axis. At equal log SNR they differ only by a scale.`;
export const processesSummary = (title: string) => `Log SNR of each process over its own time. ${title}.`;
export const wayToNoise = 'share of the way to noise';

export const varianceRate = 'variance added per unit of time, g²';
export const stepRate = 'noise added by one step, β';
export const timeRate = 'noise added per unit of time, β(t)';
export const axisEnds = (name: string, at: string) => `${name} (the axis ends at ${at})`;
export const shareOfVariance = 'share of the variance';
export const logSignalToNoise = 'log signal-to-noise ratio';
export const signal = 'signal';
export const noise = 'noise';
export const curvesAt = (t: string, values: string) => `At t = ${t}: ${values}.`;
export const curveValues = (share: string, snr: string, rate: string) =>
  `signal ${share} of the variance, log SNR ${snr}, ${rate}`;
export const twoCurvesAt = (
  t: string,
  one: { readonly name: string; readonly values: string },
  other: { readonly name: string; readonly values: string },
) => `At t = ${t}, ${one.name}: ${one.values}; ${other.name}: ${other.values}.`;

/** Frames of the strip. */
export const frames = (times: string, signals: string) => `t = ${times} with ${signals} signal`;
export const stripOf = (isImage: boolean, spacing: 'time' | 'snr', shown: string) =>
  `${isImage ? 'An image' : 'A cloud of points'} in nine frames at ${spacing === 'time' ? 'equal steps of time' : 'equal steps of log SNR'}: ${shown}.`;
export const stripAbove = (schedule: string, shown: string) => `Above, under ${schedule}: ${shown}.`;
export const dataLoading = 'The data are loading.';
export const dataNotLoaded = 'The data could not be loaded.';
export const noDataYet = 'No data yet: open or draw them in the Train view.';

export const terminalSignal = 'Terminal signal';
export const closedForm = 'The closed form';
export const image = 'Image';
export const imageOf = 'Image of';
export const another = 'Another';
export const stripSamples = 'Samples in the forward process';
export const equalSteps = 'Equal steps';
export const ofTime = 'of t';
export const ofLogSnr = 'of log SNR';
export const equalStepsHelp =
  'at which times the nine frames are: equal steps of t, or equal steps of the log signal-to-noise ratio';
export const compareWith = 'Compare with';
export const none = 'none';
export const allOthers = 'all others';
export const compareWithHelp =
  'other schedules, each in a row of frames above: the same samples and noise at the same times';
export const process = 'Process';
export const noiseSettings = 'Noise';
