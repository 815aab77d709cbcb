/** One evaluation or many: controls, charts and the sentences that are computed. */
import { count } from '../../../../lib/numbers';

export const clouds = {
  regression: 'Regression, 1',
  generator: 'Generator, 1',
  'chain 1': 'Kette, 1',
  'chain 20': 'Kette, 20',
};
export const evaluations = 'Auswertungen der Kette';
export const costPicture = 'Kosten und Qualität';
export const cloudsPicture = 'Stichproben von jedem';
export const cloudsShown = (names: readonly string[]) =>
  `Stichproben des ersten Seeds: ${names.join('; ')} (jeweils die Zahl der Netzauswertungen).`;

const which = { generator: 'Der Generator', chain: 'Die Kette' };
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
  `Nach je ${training} Trainingsauswertungen endet die Kette mit ${count(steps)} je Stichprobe ${chain} von den Daten entfernt, der Einschrittgenerator ${generator}, die Regression ${regression} (Energieabstand, 3 Seeds; echte Daten: ${floor}): ${further ? `${which[further.which]} ist ${further.times}-mal so weit entfernt` : 'Beide sind etwa gleich weit entfernt'}.`;

export const evaluationsOfSample = 'Netzauswertungen je Stichprobe';
export const realData = 'echte Daten';
export const oneStepGenerator = 'Einschrittgenerator';
export const regression = 'Regression';
export const chain = 'Kette';
