/** The paths of a walk over time, and the histogram of their ends beside the normal density of the limit. */

import * as words from '../../../../words/lessons/pictures/coinToss';
import { css } from '../../../canvas/colour';
import { island } from '../../../canvas/island';
import { clipped, line, text } from '../../../canvas/marks';
import { axes } from '../../../canvas/plot';
import { decimal } from '../controls';

export interface WalkPicture {
  /** [walkers, columns] */
  readonly positions: Float64Array;
  readonly columns: number;
  readonly drift: number;
  readonly diffusion: number;
}

/** Half the height of both charts. */
const REACH = 4;
const SHOWN_PATHS = 40;

export const pathsChart = island<WalkPicture>(() => (surface, { positions, columns, drift, diffusion }) => {
  const { w, h, theme } = surface;
  const box = { l: 26, r: w - 8, t: 18, b: h - 32 };
  const { X, Y } = axes(
    surface,
    box,
    { lo: 0, hi: 1, ticks: [0, 0.25, 0.5, 0.75, 1], name: 't' },
    { lo: -REACH, hi: REACH, ticks: [-3, -2, -1, 0, 1, 2, 3], say: (v) => decimal(v, 0), name: 'x' },
  );
  const times = Float64Array.from({ length: columns }, (_, k) => X(k / (columns - 1)));
  clipped(surface, box, () => {
    const paths = Math.min(SHOWN_PATHS, positions.length / columns);
    for (let path = 0; path < paths; path++) {
      const ys = positions.subarray(path * columns, (path + 1) * columns).map(Y);
      line(surface, times, ys, theme.colours.data, { width: path < 3 ? 1.5 : 1, alpha: path < 3 ? 1 : 0.25 });
    }
    const grid = Float64Array.from({ length: 101 }, (_, i) => i / 100);
    const xs = grid.map(X);
    for (const side of [-1, 1])
      line(
        surface,
        xs,
        grid.map((t) => Y(drift * t + side * diffusion * Math.sqrt(t))),
        theme.colours.ink,
        {
          dash: [5, 3],
        },
      );
    line(
      surface,
      xs,
      grid.map((t) => Y(drift * t)),
      theme.colours.ink,
      { width: 1.25 },
    );
  });
  text(surface, 'a t ± b √t', box.l + 6, box.t + 10, { halo: theme.colours.paper });
});

const BINS = 41;

/** [BINS] shares over the width of a bin: a density. */
function histogram(positions: Float64Array, columns: number): Float64Array {
  const density = new Float64Array(BINS);
  const width = (2 * REACH) / BINS;
  const unit = columns / positions.length / width;
  for (let i = columns - 1; i < positions.length; i += columns) {
    const bin = Math.floor((positions[i] + REACH) / width);
    if (bin >= 0 && bin < BINS) density[bin] += unit;
  }
  return density;
}

export const endsChart = island<WalkPicture>(() => (surface, { positions, columns, drift, diffusion }) => {
  const { g, w, h, theme } = surface;
  const box = { l: 8, r: w - 8, t: 18, b: h - 32 };
  const density = histogram(positions, columns);
  const normal = (x: number) =>
    Math.exp(-0.5 * ((x - drift) / diffusion) ** 2) / (diffusion * Math.sqrt(2 * Math.PI));
  const top = 1.1 * Math.max(normal(drift), ...density);
  const { X, Y } = axes(
    surface,
    box,
    { lo: 0, hi: top, name: words.densityOfEnd },
    { lo: -REACH, hi: REACH, ticks: [-3, -2, -1, 0, 1, 2, 3], say: () => '' },
  );
  const width = (2 * REACH) / BINS;
  g.fillStyle = css(theme.colours.data, 0.4);
  density.forEach((value, bin) => {
    const low = Y(-REACH + bin * width);
    const high = Y(-REACH + (bin + 1) * width);
    g.fillRect(X(0), high, X(value) - X(0), low - high - 1);
  });
  const places = Float64Array.from({ length: 161 }, (_, i) => -REACH + (2 * REACH * i) / 160);
  line(
    surface,
    places.map((x) => X(normal(x))),
    places.map(Y),
    theme.colours.ink,
    { width: 2 },
  );
  text(surface, 'N(a, b²)', box.r, box.t + 10, { align: 'right', halo: theme.colours.paper });
});
