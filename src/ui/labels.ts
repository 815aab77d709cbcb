/** Labels are the words that the form shows for the ids of the address. An id without one is shown as it is. */
import type { FieldName } from '../config/fields';

const LABELS: Partial<Record<FieldName, Readonly<Record<string, string>>>> = {
  dataset: {
    moons: 'Two moons',
    'swiss-roll': 'Swiss roll',
    'gaussians-8': '8 Gaussians',
    'gaussians-25': '25 Gaussians',
    circles: 'Circles',
    checkerboard: 'Checkerboard',
    pinwheel: 'Pinwheel',
    spiral: 'Spiral',
    's-curve': 'S-curve',
    smiley: 'Smiley',
    text: 'Your text',
    drawn: 'Your drawing',
    csv: 'CSV file',
    mnist: 'Digits, 28 × 28',
    'fashion-mnist': 'Clothes, 28 × 28',
    'pixel-faces': 'Pixel faces, 16 × 16',
    images: 'Your images',
  },
  process: { ddpm: 'DDPM, a chain', 'vp-sde': 'VP, preserving', 've-sde': 'VE, exploding' },
  schedule: {
    linear: 'Linear',
    quadratic: 'Quadratic',
    'scaled-linear': 'Scaled linear',
    cosine: 'Cosine',
    sigmoid: 'Sigmoid',
  },
  model: { mlp: 'MLP', unet: 'U-Net' },
  unet: {
    'grey-28': 'Grey 28',
    'grey-28-tiny': 'Grey 28, tiny',
    'rgb-16': 'Colour 16',
    custom: 'Your own',
  },
  prediction: { eps: 'ε, the noise', x0: 'x₀, the data', v: 'v, between' },
  sampler: {
    ddpm: 'DDPM',
    ddim: 'DDIM',
    'dpm-solver++': 'DPM-Solver++',
    heun: 'Heun',
    euler: 'Euler',
    'euler-maruyama': 'Euler–Maruyama',
    'predictor-corrector': 'Predictor–corrector',
  },
  backend: { auto: 'Automatic', webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM', cpu: 'CPU' },
  activation: { silu: 'SiLU', relu: 'ReLU', gelu: 'GELU', tanh: 'tanh' },
  weighting: { none: 'None', 'min-snr': 'Min-SNR-γ' },
  variance: { 'fixed-small': 'Fixed, β̃', 'fixed-large': 'Fixed, β', learned: 'Learned' },
};

export const labelOf = (field: FieldName, value: string): string => LABELS[field]?.[value] ?? value;

/** What the samples become, for a sentence: "a swiss roll", "8 Gaussians". */
export const NOUNS: Readonly<Record<string, string>> = {
  moons: 'two moons',
  'swiss-roll': 'a swiss roll',
  'gaussians-8': '8 Gaussians',
  'gaussians-25': '25 Gaussians',
  circles: 'two circles',
  checkerboard: 'a checkerboard',
  pinwheel: 'a pinwheel',
  spiral: 'a spiral',
  's-curve': 'an S-curve',
  smiley: 'a smile',
  text: 'your text',
  drawn: 'your drawing',
  csv: 'your table',
  mnist: 'MNIST digits',
  'fashion-mnist': 'Fashion-MNIST clothes',
  'pixel-faces': 'pixel faces',
  images: 'your images',
};
