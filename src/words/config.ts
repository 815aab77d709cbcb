/** The fields of a configuration: labels, options of menus, what an address or a form may say, and names of data sets. */

/** The headings of forms, by group of fields. */
export const groups = {
  data: 'Data',
  process: 'Forward process',
  network: 'Network',
  objective: 'Loss',
  optimizer: 'Optimizer',
  sampling: 'Sampling',
  system: 'Run',
};

export const fields = {
  dataset: 'Dataset',
  text: 'Text',
  drawing: 'Drawing',
  fullData: 'All images',
  examples: 'Training examples',
  flips: 'Mirror images',
  classes: 'Class labels',
  labelDropout: 'Label dropout',
  process: 'Process',
  schedule: 'Schedule',
  T: 'Timesteps (T)',
  betaStart: 'First beta',
  betaEnd: 'Last beta',
  scaleBetas: 'Scale betas by 1000/T',
  cosineS: 'Cosine offset (s)',
  handles: 'Handles',
  zeroTerminalSnr: 'Zero terminal SNR',
  betaMin: 'β at t = 0',
  betaMax: 'β at t = 1',
  sigmaMin: 'Smallest σ',
  sigmaMax: 'Largest σ',
  model: 'Model',
  unet: 'U-Net',
  architecture: 'Architecture',
  patchSize: 'Patch size',
  hiddenSize: 'Hidden size',
  blocks: 'Blocks',
  heads: 'Attention heads',
  width: 'Width',
  depth: 'Depth',
  activation: 'Activation',
  conditioning: 'Time conditioning',
  timeFeatures: 'Time features',
  coordinateFeatures: 'Coordinate features',
  prediction: 'Prediction',
  weighting: 'Loss weighting',
  lossSpace: 'Loss on',
  minSnrGamma: 'Min-SNR γ',
  timeSampling: 'Sampling of t',
  logitMean: 'Logit mean',
  logitScale: 'Logit deviation',
  importanceWeights: 'Importance weights',
  trainingSteps: 'Training steps',
  batchSize: 'Batch size',
  learningRate: 'Learning rate',
  warmupSteps: 'Warm-up steps',
  decay: 'Rate decay',
  optimizer: 'Optimizer',
  adamBeta1: 'Adam β₁',
  adamBeta2: 'Adam β₂',
  adamEpsilon: 'Adam ε',
  gradientClip: 'Gradient clip',
  emaDecay: 'EMA decay',
  emaWarmup: 'EMA warm-up',
  sampler: 'Sampler',
  samplingSteps: 'Sampling steps',
  spacing: 'Step spacing',
  eta: 'DDIM η',
  clippedEps: 'ε̂ from the clipped x̂₀',
  solverOrder: 'Solver order',
  langevinSnr: 'Langevin SNR',
  variance: 'Reverse variance',
  label: 'Class to draw',
  guidance: 'Guidance scale',
  clipDenoised: 'Clip x̂₀',
  seed: 'Seed',
  backend: 'Backend',
};

/** By their channels from the full side to the smallest: a preset takes the size and the colours of whatever images there are. */
export const unets = {
  'grey-28': '16-32-32 channels',
  'grey-28-tiny': '8-16-16 channels',
  'rgb-16': '24-48-48 channels',
  'rgb-32': '24-32-48 channels',
  custom: 'Your own',
};
export const conditionings = { 'scale-shift': 'scale-shift', add: 'add', concat: 'concat', none: 'none' };
export const decays = { cosine: 'cosine', linear: 'linear', none: 'none' };
export const optimizers = { adam: 'Adam', muon: 'Muon' };
export const automaticSpacing = 'auto';
export const automaticBackend = 'Automatic';

export const wholeNumber = (min: number, max: number) => `a whole number from ${min} to ${max}`;
export const anyNumber = (min: number, max: number) => `a number from ${min} to ${max}`;
export const oneOf = (values: readonly string[]) => `one of ${values.join(', ')}`;
export const someOf = (values: readonly string[]) => `some of ${values.join(', ')}`;
export const trueOrFalse = 'true or false';
export const shortText = (characters: number) => `text of at most ${characters} characters`;
export const nothing = 'nothing';
export const notAccepted = (field: string, value: string, allowed: string) =>
  `${field} "${value}" is not accepted: it must be ${allowed}.`;

/** Names of data sets: in menus, and what samples of them are in a sentence. */
export const datasets = {
  moons: { label: 'Two moons', noun: 'two moons' },
  swissRoll: { label: 'Swiss roll', noun: 'a swiss roll' },
  gaussians8: { label: '8 Gaussians', noun: '8 Gaussians' },
  gaussians25: { label: '25 Gaussians', noun: '25 Gaussians' },
  circles: { label: 'Circles', noun: 'two circles' },
  checkerboard: { label: 'Checkerboard', noun: 'a checkerboard' },
  pinwheel: { label: 'Pinwheel', noun: 'a pinwheel' },
  spiral: { label: 'Spiral', noun: 'a spiral' },
  sCurve: { label: 'S-curve', noun: 'an S-curve' },
  smiley: { label: 'Smiley', noun: 'a smile' },
  text: { label: 'Your text', noun: 'your text' },
  drawn: { label: 'Your drawing', noun: 'your drawing' },
  csv: { label: 'CSV file', noun: 'your table' },
  mnist: { label: 'Digits, 28 × 28', noun: 'MNIST digits' },
  fashionMnist: { label: 'Clothes, 28 × 28', noun: 'Fashion-MNIST clothes' },
  pixelFaces: { label: 'Pixel faces, 16 × 16', noun: 'pixel faces' },
  flowers: { label: 'Flowers, 32 × 32', noun: 'flowers' },
  ownImages: { label: 'Your images', noun: 'your images' },
};

/** One sample of images, and several. */
export const imageSamples = {
  mnist: ['digit', 'digits'],
  fashionMnist: ['piece of clothing', 'pieces of clothing'],
  pixelFaces: ['face', 'faces'],
  flowers: ['flower', 'flowers'],
  ownImages: ['image', 'images'],
} as const;

export const upper = 'upper';
export const lower = 'lower';
export const outer = 'outer';
export const inner = 'inner';
export const clothes = [
  'T-shirt or top',
  'trousers',
  'pullover',
  'dress',
  'coat',
  'sandal',
  'shirt',
  'sneaker',
  'bag',
  'ankle boot',
] as const;
export const faces = ['plain', 'glasses', 'hat', 'glasses and hat'] as const;
export const flowers = [
  'daisy',
  'tulip',
  'rose',
  'sunflower',
  'poppy',
  'cornflower',
  'lily',
  'bellflower',
] as const;

export const schedules = {
  linear: 'Linear',
  quadratic: 'Quadratic',
  scaledLinear: 'Scaled linear',
  cosine: 'Cosine',
  sigmoid: 'Sigmoid',
  drawn: 'Drawn by hand',
};

export const processes = {
  ddpm: 'DDPM, a chain',
  vpSde: 'VP, preserving',
  veSde: 'VE, exploding',
  flow: 'Flow matching',
};
/** Short names of processes that are no abbreviation. */
export const flow = 'flow';
/** What stands in the place of a schedule; the page ends the sentence. */
export const veHasNoBetas = 'This process has no betas: its noise grows from the smallest to the largest σ';
export const flowHasNoBetas = 'Flow matching has no betas: it mixes 1 − t of the data with t of the noise';

export const predictorCorrector = 'Predictor–corrector';

export const variances = { 'fixed-small': 'Fixed, β̃', 'fixed-large': 'Fixed, β', learned: 'Learned' };
export const timeSamplings = {
  uniform: 'uniform',
  stratified: 'stratified',
  logitNormal: 'logit-normal',
  byLoss: 'by the loss',
};
export const predictions = {
  eps: 'ε, the noise',
  x0: 'x₀, the data',
  v: 'v, between',
  velocity: 'u, the velocity',
};
export const outputItself = 'the output itself';
export const noWeighting = 'None';
