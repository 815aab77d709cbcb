/** The training steps at which copying begins by the number of training examples, on logarithmic axes, beside a line of slope 1. */
import { isWhole, type OnsetAt } from '../../../../state/train/copyingStudy';
import * as words from '../../../../words/train/memorise';
import { island } from '../../../canvas/island';
import { clipped, dot, emptyNote, line, text } from '../../../canvas/marks';
import { axes, logTicks, shortCount } from '../../../canvas/plot';

export interface OnsetChartData {
  readonly onsets: readonly OnsetAt[];
  /** All numbers of examples of the study. */
  readonly counts: readonly number[];
  /** Most training steps of a network. */
  readonly steps: number;
}

export const onsetChart = island<OnsetChartData>(
  () =>
    (surface, { onsets, counts, steps }) => {
      const { w, h, theme } = surface;
      const { colours } = theme;
      const box = { l: 48, r: w - 44, t: 18, b: h - 34 };
      const all = onsets.flatMap((onset) => onset.steps);
      const lo = Math.min(50, ...all) / 1.3;
      const hi = steps * 1.3;
      const { X, Y } = axes(
        surface,
        box,
        {
          lo: counts[0] / 1.3,
          hi: counts[counts.length - 1] * 1.3,
          log: true,
          ticks: counts,
          say: shortCount,
          name: words.examplesAxis,
        },
        { lo, hi, log: true, ticks: logTicks(lo, hi, 4), say: shortCount, name: words.stepAxis },
      );
      if (onsets.length === 0) {
        emptyNote(surface, box, words.studyTitle);
        return;
      }
      const known = onsets.filter(isWhole);
      const [first] = known;
      if (first) {
        const ends = [counts[0] / 1.3, counts[counts.length - 1] * 1.3];
        const line1 = ends.map((n) => (first.mean! * n) / first.examples);
        clipped(surface, box, () =>
          line(surface, ends.map(X), line1.map(Y), colours['ink-3'], { width: 1, dash: [2, 3] }),
        );
        const at = Math.min(ends[1], (first.examples * hi) / first.mean!) / 1.25;
        text(surface, '∝ n', X(at) - 6, Y((first.mean! * at) / first.examples) - 4, {
          align: 'right',
          colour: colours['ink-3'],
          halo: colours.paper,
        });
      }
      line(
        surface,
        known.map(({ examples }) => X(examples)),
        known.map(({ mean }) => Y(mean!)),
        colours.model,
        { width: 2 },
      );
      for (const { examples, steps: own, without } of onsets) {
        for (const step of own) dot(surface, X(examples), Y(step), 3, colours.model);
        if (without === 0) continue;
        text(surface, '▲', X(examples), Y(steps), { align: 'center', base: 'middle', colour: colours.model });
        text(surface, words.notBegun, X(examples) + 8, Y(steps), {
          base: 'middle',
          colour: colours.model,
          halo: colours.paper,
        });
      }
    },
  { minInterval: 100 },
);
