/** Clouds of points side by side at one scale, each with its name below. */
import { css, type Rgb } from '../canvas/colour';
import { island } from '../canvas/island';
import { createLayer } from '../canvas/layer';
import { text } from '../canvas/marks';
import type { Theme } from '../canvas/theme';

export interface CloudRowData {
  readonly clouds: readonly {
    readonly name: string;
    /** [n, 2]; null while there is none. */
    readonly points: Float32Array | null;
    readonly ink: keyof Pick<Theme['colours'], 'model' | 'data' | 'ink-2'>;
  }[];
  /** Half the side of each picture in units of the data. */
  readonly world: number;
}

const LABEL = 18;
const GAP = 10;

export const cloudRow = island<CloudRowData>(() => {
  const layer = createLayer();
  return (surface, { clouds, world }) => {
    layer(surface, [...clouds.map(({ points }) => points), world], (still) => {
      const { g, w, h, theme } = still;
      const side = Math.min((w - GAP * (clouds.length - 1)) / clouds.length, h - LABEL);
      for (const [i, { name, points, ink }] of clouds.entries()) {
        const x = i * (side + GAP);
        g.fillStyle = css(theme.colours.stage);
        g.fillRect(x, 0, side, side);
        const colour: Rgb = theme.colours[ink];
        g.fillStyle = css(colour, 0.7);
        const perUnit = side / 2 / world;
        for (let n = 0; points && n < points.length; n += 2) {
          const px = side / 2 + perUnit * points[n];
          const py = side / 2 - perUnit * points[n + 1];
          if (px > 0 && py > 0 && px < side && py < side) g.fillRect(x + px - 0.6, py - 0.6, 1.2, 1.2);
        }
        text(still, name, x + 1, side + 13, { colour: theme.colours['ink-2'] });
      }
    });
  };
});
