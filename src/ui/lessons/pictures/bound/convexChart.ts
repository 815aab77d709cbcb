/** The divergence of mixtures of q and the posterior, below the mixture of their divergences. */
import { kl, klOfMixtures, POSTERIOR } from '../../../../diffusion/lab1d/bound';
import * as words from '../../../../words/lessons/pictures/bound';
import { island } from '../../../canvas/island';
import { dot, line, text } from '../../../canvas/marks';
import { axes, roundTicks } from '../../../canvas/plot';
import { decimal } from '../controls';
import type { BoundPicture } from './charts';

const SHARES = Array.from({ length: 41 }, (_, i) => i / 40);

export const convexChart = island<BoundPicture>(() => (surface, { q }) => {
  const { w, h, theme } = surface;
  const { colours } = theme;
  const whole = kl(q, POSTERIOR);
  const most = 1.15 * Math.max(0.1, whole);
  const box = { l: 38, r: w - 10, t: 18, b: h - 32 };
  const { X, Y } = axes(
    surface,
    box,
    {
      lo: 0,
      hi: 1,
      ticks: [0, 0.5, 1],
      say: (v) => decimal(v, 1),
      name: words.shareOfPosterior,
    },
    { lo: 0, hi: most, ticks: roundTicks(0, most, 3), say: (v) => decimal(v), name: words.nats },
  );
  const ofMixtures = klOfMixtures(q, POSTERIOR, SHARES);
  line(
    surface,
    SHARES.map(X),
    SHARES.map((share) => Y((1 - share) * whole)),
    colours['ink-3'],
    {
      dash: [3, 3],
      width: 1.25,
    },
  );
  line(surface, SHARES.map(X), ofMixtures.map(Y), colours.model, { width: 2 });
  dot(surface, X(0.5), Y(whole / 2), 3.5, colours['ink-3']);
  dot(surface, X(0.5), Y(ofMixtures[20]), 4, colours.model);
  text(surface, words.mixedDivergences, box.r, box.t + 2, { align: 'right', colour: colours['ink-3'] });
  text(surface, words.ofMixture, box.r, box.t + 16, { align: 'right', colour: colours.model });
});
