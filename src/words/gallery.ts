/** The gallery of runs to begin with and models that ship. */
import { count } from '../lib/numbers';

export const title = 'Gallery';
export const intro = 'One press opens it. Nothing that is trained is lost.';
export const toTrain = 'To train';
export const trained = 'Trained models';
export const close = 'Close';

interface Entry {
  readonly title: string;
  /** What to expect, or to look at. */
  readonly expect: string;
}

export const runs: Readonly<Record<string, Entry>> = {
  moons: {
    title: 'Two moons',
    expect: 'Two arcs that hook into each other: does the gap between them stay free?',
  },
  'swiss-roll': {
    title: 'Swiss roll',
    expect: 'One thin line, rolled up: neighbours in the plane are far apart along it.',
  },
  'gaussians-8': {
    title: 'Eight Gaussians',
    expect: 'Eight clusters on a ring: each gets its share, and nothing lies between.',
  },
  'gaussians-25': { title: '25 Gaussians', expect: 'A grid of 25 clusters: are all of them found?' },
  checkerboard: { title: 'Checkerboard', expect: 'Hard edges, which a smooth network can only approach.' },
  pinwheel: { title: 'Pinwheel', expect: 'Five curved arms that meet in the middle.' },
  'spiral-flow': {
    title: 'Spiral, by flow matching',
    expect: 'Another process: straight paths and a velocity in the place of noise levels.',
  },
  text: {
    title: 'A word of your own',
    expect: 'The letters become points. Type another word before you train.',
  },
};

export const models: Readonly<Record<string, Entry>> = {
  'mnist-classes': {
    title: 'Digits, chosen',
    expect: 'A U-Net with classes: choose the digit, and how strongly it is guided.',
  },
  'mnist-cosine': { title: 'Digits, cosine schedule', expect: 'Handwritten digits from noise.' },
  'mnist-linear': {
    title: 'Digits, linear schedule',
    expect: 'The same network and data with the other schedule, to compare.',
  },
  'fashion-mnist-cosine': { title: 'Clothes', expect: 'Shirts, shoes and bags of 28 × 28 pixels.' },
  'flowers-cosine': {
    title: 'Flowers, in colour',
    expect: 'Gardens of 32 × 32 pixels: choose among eight kinds, and look at light and weather.',
  },
  'swiss-roll-cosine': {
    title: 'Swiss roll, cosine',
    expect: 'Points: change sampler and steps, and see the result at once.',
  },
  'swiss-roll-linear': {
    title: 'Swiss roll, linear',
    expect: 'The pair of the one before, with the linear schedule.',
  },
};

/** @param ratio distance of the samples over that of real data */
export const measured = (steps: number, ratio: string, n: number) =>
  `After ${count(steps)} steps ${ratio} times as far from the data as other real data (one run, n = ${count(n)}).`;
export const measuring = 'The time that a run takes on this device is being measured …';
export const unknownTime = 'The time that a run takes on this device is not known yet.';
export const timeHere = (time: string) => `${time} on this device.`;
export const opensAtOnce = 'Trained already.';
