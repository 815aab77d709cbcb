/** One evaluation or many: controls, charts and the sentences that are computed. */
import { count, plural } from '../../../lib/numbers';

export const clouds = {
  regression: 'regression, 1',
  generator: 'generator, 1',
  'chain 1': 'chain, 1',
  'chain 20': 'chain, 20',
};
export const evaluations = 'Evaluations of the chain';
export const costPicture = 'Cost and quality';
export const cloudsPicture = 'Samples of each';
export const cloudsShown = (names: readonly string[]) =>
  `Samples of the first seed: ${names.join('; ')} (network evaluations each).`;

interface Cost {
  readonly training: string;
  readonly steps: number;
  readonly chain: string;
  readonly generator: string;
  readonly regression: string;
  readonly floor: string;
  /** Which of the two is further away, and how many times; null for about as far. */
  readonly further: { readonly which: 'generator' | 'chain'; readonly times: string } | null;
}
export const cost = ({ training, steps, chain, generator, regression, floor, further }: Cost) =>
  `After ${training} training evaluations each: the chain with ${count(steps)} ${plural(steps, { one: 'evaluation', other: 'evaluations' })} a sample ends ${chain} from the data, the one-step generator ${generator}, the regression ${regression} (energy distance, 3 seeds; real data: ${floor}): ${further ? `the ${further.which} is ${further.times} times as far` : 'both are about as far'}.`;

export const evaluationsOfSample = 'network evaluations for a sample';
export const realData = 'real data';
export const oneStepGenerator = 'one-step generator';
export const regression = 'regression';
export const chain = 'chain';
