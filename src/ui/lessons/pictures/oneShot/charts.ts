/** Distance from the data against network evaluations of a sample: one-step networks beside a chain. */
import { mean } from '../../../../lib/studentT';
import { energyDistance } from '../../../../words/lessons/pictures/measured';
import * as words from '../../../../words/lessons/pictures/oneShot';
import { css } from '../../../canvas/colour';
import { island } from '../../../canvas/island';
import { dot, line, text } from '../../../canvas/marks';
import { axes, logTicks } from '../../../canvas/plot';
import { figure } from '../../../format';

export const CHAIN_STEPS = [1, 2, 5, 10, 20, 50, 200] as const;
export type ChainSteps = (typeof CHAIN_STEPS)[number];

interface CostPicture {
  readonly steps: ChainSteps;
  /** One list of seeds for each of CHAIN_STEPS. */
  readonly chain: readonly (readonly number[])[];
  readonly generator: readonly number[];
  readonly regression: readonly number[];
  readonly floor: { readonly mean: number; readonly spread: number };
}

export const costChart = island<CostPicture>(
  () =>
    (surface, { steps, chain, generator, regression, floor }) => {
      const { g, w, h, theme } = surface;
      const { colours } = theme;
      const box = { l: 48, r: w - 10, t: 18, b: h - 32 };
      const all = [...chain.flat(), ...generator, ...regression];
      const [lo, hi] = [0.6 * floor.mean, 1.6 * Math.max(...all)];
      const { X, Y } = axes(
        surface,
        box,
        { lo: 0.8, hi: 260, log: true, ticks: CHAIN_STEPS, name: words.evaluationsOfSample },
        {
          lo,
          hi,
          log: true,
          ticks: logTicks(lo, hi, 4),
          say: (v) => figure(v, 1),
          name: energyDistance,
        },
      );
      g.fillStyle = css(colours.data, 0.22);
      const top = Y(floor.mean + floor.spread);
      g.fillRect(box.l, top, box.r - box.l, Y(Math.max(lo, floor.mean - floor.spread)) - top);
      text(surface, words.realData, box.l + 4, top - 4);
      line(
        surface,
        CHAIN_STEPS.map(X),
        chain.map((values) => Y(mean(values))),
        colours.model,
        { width: 2 },
      );
      CHAIN_STEPS.forEach((value, i) => {
        for (const distance of chain[i])
          dot(surface, X(value), Y(distance), value === steps ? 4.5 : 3, colours.model);
      });
      const label = (name: string, values: readonly number[], ink: keyof typeof colours) => {
        for (const distance of values) dot(surface, X(1), Y(distance), 4, colours[ink]);
        text(surface, name, X(1) + 9, Y(mean(values)), {
          base: 'middle',
          colour: colours[ink],
          halo: colours.paper,
        });
      };
      label(words.oneStepGenerator, generator, 'b');
      label(words.regression, regression, 'bad');
      const middle = CHAIN_STEPS.indexOf(5);
      text(surface, words.chain, X(5) + 8, Y(mean(chain[middle])) - 8, {
        colour: colours.model,
        halo: colours.paper,
      });
    },
);
