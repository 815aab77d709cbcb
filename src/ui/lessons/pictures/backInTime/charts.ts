/** Paths back in time with the density of their ends, and one step back by Bayes beside its Gaussian. */
import { densityOverTime, grid } from '../../../../diffusion/lab1d/density';
import { TWO_PEAKS, VP } from '../../../../diffusion/lab1d/liveDensity';
import type { BayesStep, ReverseWalk } from '../../../../diffusion/lab1d/reverse';
import * as words from '../../../../words/lessons/pictures/backInTime';
import { css } from '../../../canvas/colour';
import { island } from '../../../canvas/island';
import { clipped, line, text } from '../../../canvas/marks';
import { axes, roundTicks } from '../../../canvas/plot';
import { figure } from '../../../format';
import { decimal } from '../controls';

const REACH = 3;
const SHOWN_PATHS = 60;
/** The share of the width that the histogram of the ends takes. */
const ENDS = 0.24;
const BINS = 48;
const PLACES = grid(-REACH, REACH, 161);
const DATA = densityOverTime(TWO_PEAKS, VP, [VP.timeMin], PLACES);

export const walkChart = island<ReverseWalk>(() => (surface, { times, positions }) => {
  const { g, w, h, theme } = surface;
  const { colours } = theme;
  const columns = times.length;
  const count = positions.length / columns;
  const box = { l: 26, r: w * (1 - ENDS), t: 18, b: h - 32 };
  const { X, Y } = axes(
    surface,
    box,
    { lo: 1, hi: 0, ticks: [1, 0.75, 0.5, 0.25, 0], name: words.timeFalling },
    { lo: -REACH, hi: REACH, ticks: [-2, -1, 0, 1, 2], say: (v) => decimal(v, 0), name: 'x' },
  );
  const xs = times.map(X);
  clipped(surface, box, () => {
    for (let path = 0; path < SHOWN_PATHS; path++) {
      const ys = positions.subarray(path * columns, (path + 1) * columns).map(Y);
      line(surface, xs, ys, colours.model, { width: 1, alpha: path < 6 ? 1 : 0.25 });
    }
  });
  const shares = new Float64Array(BINS);
  for (let i = columns - 1; i < positions.length; i += columns) {
    const bin = Math.floor(((positions[i] + REACH) / (2 * REACH)) * BINS);
    if (bin >= 0 && bin < BINS) shares[bin] += BINS / (2 * REACH) / count;
  }
  const top = 1.05 * Math.max(...DATA);
  const across = (density: number) => box.r + 6 + Math.min(1, density / top) * (w - box.r - 12);
  g.fillStyle = css(colours.model, 0.4);
  shares.forEach((value, bin) => {
    const high = Y(-REACH + ((bin + 1) / BINS) * 2 * REACH);
    const low = Y(-REACH + (bin / BINS) * 2 * REACH);
    g.fillRect(across(0), high, across(value) - across(0), low - high - 0.5);
  });
  line(surface, DATA.map(across), PLACES.map(Y), colours.data, { width: 2 });
  text(surface, words.data, w - 2, box.t - 6, { align: 'right', colour: colours.data });
});

export const bayesChart = island<BayesStep>(() => (surface, { places, posterior, gaussian }) => {
  const { w, h, theme } = surface;
  const { colours } = theme;
  const box = { l: 30, r: w - 8, t: 18, b: h - 32 };
  const [lo, hi] = [places[0], places[places.length - 1]];
  const top = 1.1 * Math.max(...posterior, ...gaussian);
  const { X, Y } = axes(
    surface,
    box,
    { lo, hi, ticks: roundTicks(lo, hi, 5), say: (v) => decimal(v, 1), name: words.placeAtTime },
    {
      lo: 0,
      hi: top,
      ticks: roundTicks(0, top, 3),
      say: (v) => figure(+v.toPrecision(2), 6),
      name: words.density,
    },
  );
  const xs = places.map(X);
  line(surface, xs, posterior.map(Y), colours.data, { width: 4, alpha: 0.45 });
  line(surface, xs, gaussian.map(Y), colours.ink, { width: 1.25 });
  text(surface, words.byBayes, box.r, box.t + 2, { align: 'right', colour: colours.data });
  text(surface, words.gaussian, box.r, box.t + 16, { align: 'right', colour: colours.ink });
});
