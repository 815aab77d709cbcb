/** Stage and film of a side that learns images: the same data as those of points, shown as tiles. */
import { css } from '../../canvas/colour';
import { island } from '../../canvas/island';
import { createLayer } from '../../canvas/layer';
import { cursor, text } from '../../canvas/plot';
import type { FilmData } from '../../islands/film';
import type { StageData } from '../../islands/stage';
import { frameAt, one } from '../sample/pictures';
import { createTilePainter, gridPlace, imageShape, layTile } from '../sample/pixels';

const GAP = 3;
/** A square grid of these fits a stage on a phone. */
const MOST_TILES = 64;
const MOMENTS = 9;

export const imageStage = island<StageData>(() => {
  const painter = createTilePainter();
  return (surface, { reel, position, corner }) => {
    const { g, w, h, theme } = surface;
    const { colours } = theme;
    const shape = reel && imageShape(reel.trajectory.shape);
    if (!reel || !shape) {
      text(surface, 'samples appear here', 14, 22, { size: 12, colour: colours['ink-3'] });
      return;
    }
    const { count } = reel.trajectory;
    const shown = Math.min(count, MOST_TILES);
    const values = reel.states(frameAt(reel, position)).subarray(0, shown * shape[0] * shape[1] * shape[2]);
    const tiles = painter.paint(values, shown, shape, theme, reel.scale(position));
    for (let n = 0; n < shown; n++) layTile(g, tiles, n, gridPlace(n, shown, w, h, GAP));
    if (corner)
      text(surface, corner, w - 8, h - 8, {
        align: 'right',
        size: 12,
        halo: colours.stage,
        colour: colours.ink,
      });
  };
});

/** One image at nine moments. */
export const imageStrip = island<FilmData>(() => {
  const layer = createLayer();
  const painter = createTilePainter();
  return (surface, { reel, position }) => {
    const { w, h } = surface;
    layer(surface, [reel], (still) => {
      const { g, theme } = still;
      const shape = reel && imageShape(reel.trajectory.shape);
      const step = w / MOMENTS;
      for (let i = 0; i < MOMENTS; i++) {
        const box = { x: i * step + 2, w: step - 4 };
        g.fillStyle = css(theme.colours.stage);
        g.fillRect(box.x, 0, box.w, h);
        if (reel && shape) {
          const at = (i + 0.5) / MOMENTS;
          const image = one(reel.states(frameAt(reel, at)), reel.trajectory.count, 0);
          const side = Math.min(box.w, h) - 4;
          const place = { x: box.x + (box.w - side) / 2, y: (h - side) / 2, w: side, h: side };
          layTile(g, painter.paint(image, 1, shape, theme, reel.scale(at)), 0, place);
        }
        g.strokeStyle = css(theme.colours.line);
        g.lineWidth = 1;
        g.strokeRect(box.x + 0.5, 0.5, box.w - 1, h - 1);
      }
    });
    cursor(surface, Math.min(w - 1, Math.max(1, position * w)), 0, h);
  };
});
