/** The fields of a configuration: labels, options of menus, what an address or a form may say, and names of data sets. */
import { decimal } from '../../lib/numbers';

/** The headings of forms, by group of fields. */
export const groups = {
  data: 'Daten',
  process: 'Vorwärtsprozess',
  network: 'Netz',
  objective: 'Verlust',
  optimizer: 'Optimierer',
  sampling: 'Ziehen',
  system: 'Lauf',
};

export const fields = {
  dataset: 'Datensatz',
  text: 'Text',
  drawing: 'Zeichnung',
  fullData: 'Alle Bilder',
  examples: 'Trainingsbeispiele',
  flips: 'Bilder spiegeln',
  classes: 'Klassenlabels',
  labelDropout: 'Label-Dropout',
  process: 'Prozess',
  schedule: 'Rauschplan',
  T: 'Zeitschritte (T)',
  betaStart: 'Erstes Beta',
  betaEnd: 'Letztes Beta',
  scaleBetas: 'Betas mit 1000/T skalieren',
  cosineS: 'Kosinus-Versatz (s)',
  handles: 'Stützpunkte',
  zeroTerminalSnr: 'SNR am Ende null',
  betaMin: 'β bei t = 0',
  betaMax: 'β bei t = 1',
  sigmaMin: 'Kleinstes σ',
  sigmaMax: 'Größtes σ',
  model: 'Modell',
  unet: 'U-Net',
  architecture: 'Architektur',
  patchSize: 'Patchgröße',
  hiddenSize: 'Breite der Token',
  blocks: 'Blöcke',
  heads: 'Köpfe der Attention',
  width: 'Breite',
  depth: 'Tiefe',
  activation: 'Aktivierung',
  conditioning: 'Zeitkonditionierung',
  timeFeatures: 'Zeitmerkmale',
  coordinateFeatures: 'Koordinatenmerkmale',
  prediction: 'Vorhersage',
  weighting: 'Verlustgewichtung',
  lossSpace: 'Verlust in',
  minSnrGamma: 'Min-SNR-γ',
  timeSampling: 'Ziehen von t',
  logitMean: 'Logit-Mittelwert',
  logitScale: 'Logit-Streuung',
  importanceWeights: 'Importance-Gewichte',
  trainingSteps: 'Trainingsschritte',
  batchSize: 'Batchgröße',
  learningRate: 'Lernrate',
  warmupSteps: 'Warm-up-Schritte',
  decay: 'Lernratenabfall',
  optimizer: 'Optimierer',
  adamBeta1: 'Adam-β₁',
  adamBeta2: 'Adam-β₂',
  adamEpsilon: 'Adam-ε',
  gradientClip: 'Gradientengrenze',
  emaDecay: 'EMA-Faktor',
  emaWarmup: 'EMA-Warm-up',
  sampler: 'Sampler',
  samplingSteps: 'Ziehschritte',
  spacing: 'Schrittverteilung',
  eta: 'DDIM-η',
  clippedEps: 'ε̂ aus dem begrenzten x̂₀',
  solverOrder: 'Ordnung des Lösers',
  langevinSnr: 'Langevin-SNR',
  variance: 'Rückwärtsvarianz',
  label: 'Klasse',
  guidance: 'Guidance-Stärke',
  clipDenoised: 'x̂₀ begrenzen',
  seed: 'Seed',
  backend: 'Backend',
};

export const unets = {
  'grey-28': '16-32-32 Kanäle',
  'grey-28-tiny': '8-16-16 Kanäle',
  'rgb-16': '24-48-48 Kanäle',
  'rgb-32': '24-32-48 Kanäle',
  custom: 'Eigenes',
};
export const conditionings = { 'scale-shift': 'scale-shift', add: 'add', concat: 'concat', none: 'keine' };
export const decays = { cosine: 'Kosinus', linear: 'linear', none: 'keiner' };
export const optimizers = { adam: 'Adam', muon: 'Muon' };
export const automaticSpacing = 'automatisch';
export const automaticBackend = 'Auto';

export const wholeNumber = (min: number, max: number) => `eine ganze Zahl von ${min} bis ${max}`;
export const anyNumber = (min: number, max: number) => `eine Zahl von ${decimal(min)} bis ${decimal(max)}`;
export const oneOf = (values: readonly string[]) => `einer der Werte ${values.join(', ')}`;
export const someOf = (values: readonly string[]) => `einige der Werte ${values.join(', ')}`;
export const trueOrFalse = 'true oder false';
export const shortText = (characters: number) => `Text mit höchstens ${characters} Zeichen`;
export const nothing = 'nichts';
export const notAccepted = (field: string, value: string, allowed: string) =>
  `${field} „${value}“ ist nicht zulässig; erwartet: ${allowed}.`;

/** Names of data sets: in menus, and what samples of them are in a sentence. */
export const datasets = {
  moons: { label: 'Zwei Monde', noun: 'zwei Monde' },
  swissRoll: { label: 'Swiss Roll', noun: 'Swiss Roll' },
  gaussians8: { label: '8 Gaußglocken', noun: '8 Gaußglocken' },
  gaussians25: { label: '25 Gaußglocken', noun: '25 Gaußglocken' },
  circles: { label: 'Kreise', noun: 'zwei Kreise' },
  checkerboard: { label: 'Schachbrett', noun: 'Schachbrett' },
  pinwheel: { label: 'Windrad', noun: 'Windrad' },
  spiral: { label: 'Spirale', noun: 'Spirale' },
  sCurve: { label: 'S-Kurve', noun: 'S-Kurve' },
  smiley: { label: 'Smiley', noun: 'Smiley' },
  text: { label: 'Eigener Text', noun: 'eigener Text' },
  drawn: { label: 'Eigene Zeichnung', noun: 'eigene Zeichnung' },
  csv: { label: 'CSV-Datei', noun: 'eigene Tabelle' },
  mnist: { label: 'Ziffern, 28 × 28', noun: 'MNIST-Ziffern' },
  fashionMnist: { label: 'Kleidung, 28 × 28', noun: 'Fashion-MNIST-Kleidung' },
  pixelFaces: { label: 'Pixelgesichter, 16 × 16', noun: 'Pixelgesichter' },
  flowers: { label: 'Blumen, 32 × 32', noun: 'Blumen' },
  ownImages: { label: 'Eigene Bilder', noun: 'eigene Bilder' },
};

/** One sample of images, and several. */
export const imageSamples = {
  mnist: ['Ziffer', 'Ziffern'],
  fashionMnist: ['Kleidungsstück', 'Kleidungsstücke'],
  pixelFaces: ['Gesicht', 'Gesichter'],
  flowers: ['Blume', 'Blumen'],
  ownImages: ['Bild', 'Bilder'],
} as const;

export const upper = 'oben';
export const lower = 'unten';
export const outer = 'außen';
export const inner = 'innen';
export const clothes = [
  'T-Shirt oder Top',
  'Hose',
  'Pullover',
  'Kleid',
  'Mantel',
  'Sandale',
  'Hemd',
  'Sneaker',
  'Tasche',
  'Stiefelette',
] as const;
export const faces = ['schlicht', 'Brille', 'Hut', 'Brille und Hut'] as const;
export const flowers = [
  'Margerite',
  'Tulpe',
  'Rose',
  'Sonnenblume',
  'Mohn',
  'Kornblume',
  'Lilie',
  'Glockenblume',
] as const;

export const schedules = {
  linear: 'Linear',
  quadratic: 'Quadratisch',
  scaledLinear: 'Skaliert linear',
  cosine: 'Kosinus',
  sigmoid: 'Sigmoid',
  drawn: 'Von Hand gezeichnet',
};

export const processes = {
  ddpm: 'DDPM, eine Kette',
  vpSde: 'VP, varianzerhaltend',
  veSde: 'VE, varianzwachsend',
  flow: 'Flow Matching',
};
/** Short names of processes that are no abbreviation. */
export const flow = 'Flow';
/** What stands in the place of a schedule; the page ends the sentence. */
export const veHasNoBetas =
  'Dieser Prozess hat keine Betas: sein Rauschen wächst vom kleinsten zum größten σ';
export const flowHasNoBetas =
  'Flow Matching hat keine Betas: es mischt den Anteil 1 − t der Daten mit dem Anteil t des Rauschens';

export const predictorCorrector = 'Prädiktor–Korrektor';

export const variances = { 'fixed-small': 'Fest, β̃', 'fixed-large': 'Fest, β', learned: 'Gelernt' };
export const timeSamplings = {
  uniform: 'gleichverteilt',
  stratified: 'stratifiziert',
  logitNormal: 'logit-normal',
  byLoss: 'nach dem Verlust',
};
export const predictions = {
  eps: 'ε, das Rauschen',
  x0: 'x₀, die Daten',
  v: 'v, dazwischen',
  velocity: 'u, die Geschwindigkeit',
};
export const outputItself = 'der Ausgabe selbst';
export const noWeighting = 'Keine';
