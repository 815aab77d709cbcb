/** The grid of image samples, as square as their number allows. */
import { css } from '../../canvas/colour';
import { island } from '../../canvas/island';
import { text } from '../../canvas/marks';
import { createTilePainter, gridPlace, type ImageShape, layTile } from '../../canvas/pixels';

export interface GridData {
  /** [count, ...shape]; null before there are samples. */
  readonly values: Float32Array | null;
  /** Number of grey tiles before there are samples. */
  readonly count: number;
  readonly shape: ImageShape | null;
  /** Factor of the values on the page: noisy states of a variance-exploding process are scaled down. */
  readonly scale: number;
  /** The text over the grey tiles. */
  readonly note: string;
}

const GAP = 4;

export const imageGrid = island<GridData>(() => {
  const painter = createTilePainter();
  return (surface, { values, count, shape, scale, note }) => {
    const { g, w, h, theme } = surface;
    if (!values || !shape) {
      g.fillStyle = css(theme.colours.noise, 0.22);
      for (let n = 0; n < count; n++) {
        const place = gridPlace(n, count, w, h, GAP);
        g.fillRect(place.x, place.y, place.w, place.h);
      }
      text(surface, note, w / 2, h / 2, {
        align: 'center',
        base: 'middle',
        size: 14,
        halo: theme.colours.stage,
      });
      return;
    }
    const number = values.length / (shape[0] * shape[1] * shape[2]);
    const tiles = painter.paint(values, number, shape, theme, scale);
    for (let n = 0; n < number; n++) layTile(g, tiles, n, gridPlace(n, number, w, h, GAP));
  };
});
