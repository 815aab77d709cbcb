/** How one network knows t: controls, charts and the sentence that is computed. */

export const names = {
  'scale-shift': 'scale and shift',
  add: 'add',
  concat: 'concat',
  none: 'not at all',
  separate: 'a network each',
};
type Kind = keyof typeof names;

const meanings: Readonly<Record<Kind, (networks: number) => string>> = {
  'scale-shift': () => 'Scale and shift: scale and shift of every layer are functions of t (FiLM)',
  add: () => 'Add: a function of t is added in every layer',
  concat: () => 'Concat: the embedding of t stands beside x as a further input',
  none: () => 'Not at all: no input says what t is',
  separate: (networks) =>
    `A network each: ${networks} networks, each for one t, share the weights and the training samples of the one`,
};

export const knowsBy = 'The network knows t by';
export const measuredPicture = 'Measured by conditioning';
export const entersPicture = 'Where t enters';

interface Measured {
  readonly kind: Kind;
  readonly networks: number;
  readonly weights: string;
  readonly distance: string;
  /** How many times as far as with scale and shift; null for that kind itself. */
  readonly ratio: string | null;
  readonly floor: string;
}
export const finding = ({ kind, networks, weights, distance, ratio, floor }: Measured) =>
  `${meanings[kind](networks)}. With about ${weights} weights in all it ends ${distance} from the data (energy distance, 3 seeds)${ratio ? `, ${ratio} times as far as with scale and shift` : ''}; real data: ${floor}.`;

export const layers = ['input', 'block 1', 'block 2', 'output'];
export const embedding = 'embedding of t';
export const scaleShift = 'scale, shift';
export const noInput = 't is not an input';
