/** q beside the posterior with the terms of the bound, and Jensen's inequality on the weights. */
import {
  type BoundTerms,
  EVIDENCE,
  type Gaussian,
  logDensity,
  logWeights,
  POSTERIOR,
  PRIOR,
} from '../../../../diffusion/lab1d/bound';
import * as words from '../../../../words/lessons/pictures/bound';
import { css } from '../../../canvas/colour';
import { island } from '../../../canvas/island';
import { dot, line, text } from '../../../canvas/marks';
import { axes, roundTicks } from '../../../canvas/plot';
import { figure } from '../../../format';
import { decimal } from '../controls';

export interface BoundPicture {
  readonly q: Gaussian;
  readonly terms: BoundTerms;
}

const REACH = 3;
/** The lowest log probability on the bar. */
const LOWEST = -6;

export const densitiesChart = island<BoundPicture>(() => (surface, { q, terms }) => {
  const { g, w, h, theme } = surface;
  const { colours } = theme;
  const box = { l: 30, r: w - 8, t: 18, b: h - 100 };
  const { X, Y } = axes(
    surface,
    box,
    { lo: -REACH, hi: REACH, ticks: [-2, -1, 0, 1, 2], say: (v) => decimal(v, 0), name: 'z' },
    { lo: 0, hi: 1.4, ticks: [0, 0.5, 1], name: words.density },
  );
  const zs = Float64Array.from({ length: 241 }, (_, i) => -REACH + (i * 2 * REACH) / 240);
  const curve = (gaussian: Gaussian) => zs.map((z) => Y(Math.min(1.4, Math.exp(logDensity(gaussian, z)))));
  const xs = zs.map(X);
  line(surface, xs, curve(PRIOR), colours['ink-3'], { dash: [3, 3], width: 1 });
  line(surface, xs, curve(POSTERIOR), colours.data, { width: 2.5 });
  line(surface, xs, curve(q), colours.model, { width: 2 });
  text(surface, words.posteriorExact, box.r, box.t + 2, { align: 'right', colour: colours.data });
  text(surface, 'q(z)', box.r, box.t + 16, { align: 'right', colour: colours.model });
  text(surface, words.priorDashed, box.r, box.t + 30, { align: 'right', colour: colours['ink-3'] });
  const bar = { l: 30, r: w - 8, t: h - 48, b: h - 30 };
  const scale = axes(
    surface,
    bar,
    { lo: LOWEST, hi: 0, ticks: [-6, -4, -2, 0], say: (v) => decimal(v, 0), name: words.nats },
    { lo: 0, hi: 1 },
  );
  const elbo = Math.max(LOWEST, terms.elbo);
  g.fillStyle = css(colours.model, 0.5);
  g.fillRect(bar.l, bar.t, scale.X(elbo) - bar.l, bar.b - bar.t);
  g.fillStyle = css(colours.bad, 0.5);
  g.fillRect(scale.X(elbo), bar.t, scale.X(EVIDENCE) - scale.X(elbo), bar.b - bar.t);
  line(surface, [scale.X(EVIDENCE), scale.X(EVIDENCE)], [bar.t - 4, bar.b + 4], colours.data, { width: 2 });
  text(surface, 'ELBO', bar.l + 4, bar.t - 5, { colour: colours.model });
  text(surface, 'log p(x)', scale.X(EVIDENCE), bar.t - 7, { align: 'center', colour: colours.data });
});

const SHOWN_WEIGHTS = 9;

export const jensenChart = island<BoundPicture>(() => (surface, { q, terms }) => {
  const { w, h, theme } = surface;
  const { colours } = theme;
  const logs = logWeights(q, SHOWN_WEIGHTS);
  const most = 1.1 * Math.max(0.35, ...logs.map(Math.exp));
  const box = { l: 30, r: w - 8, t: 18, b: h - 32 };
  const lowest = LOWEST;
  const { X, Y } = axes(
    surface,
    box,
    {
      lo: 0,
      hi: most,
      ticks: roundTicks(0, most, 4),
      say: (v) => figure(+v.toFixed(3), 6),
      name: 'w = p(x, z) / q(z)',
    },
    { lo: lowest, hi: 0.5, ticks: [-6, -4, -2, 0], say: (v) => decimal(v, 0), name: 'log w' },
  );
  const ws = Float64Array.from({ length: 200 }, (_, i) => Math.exp(lowest) + (most * i) / 199);
  line(
    surface,
    ws.map(X),
    ws.map((v) => Y(Math.log(v))),
    colours['ink-3'],
    { width: 1.25 },
  );
  for (const log of logs) if (log > lowest) dot(surface, X(Math.exp(log)), Y(log), 3.5, colours.model);
  const place = X(Math.exp(EVIDENCE));
  const elbo = Y(Math.max(lowest, terms.elbo));
  line(surface, [place, place], [elbo, Y(EVIDENCE)], colours.bad, { width: 3 });
  dot(surface, place, Y(EVIDENCE), 4.5, colours.data);
  dot(surface, place, elbo, 4.5, colours.model);
  text(surface, words.logOfMean, place + 8, Y(EVIDENCE) - 6, { colour: colours.data, halo: colours.paper });
  text(surface, words.meanOfLog, place + 8, elbo + 12, { colour: colours.model, halo: colours.paper });
});
