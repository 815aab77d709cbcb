/** Nine frames of the reverse process for the selected image: x_t above, the network's predictions x̂0 below. */
import { island, type Surface } from '../../canvas/island';
import { createLayer } from '../../canvas/layer';
import { cursor, text } from '../../canvas/marks';
import { createTilePainter, type ImageShape, type TilePainter } from '../../canvas/pixels';
import { tilePosition } from '../../time/axis';
import { frameAt, one, type Reel } from '../../time/reel';
import { drawFrame, fillPlace, layInside } from './imageFrame';

export interface ImageFilmData {
  readonly reel: Reel | null;
  /** Index of the selected sample. */
  readonly selected: number;
  readonly position: number;
  readonly shape: ImageShape | null;
}

const FRAMES = 9;
const ROW_GAP = 6;

type Row = 'states' | 'predictions';

/** One image of the selected sample at a position, painted for a tile. */
function paintFrame(
  { theme }: Surface,
  painter: TilePainter,
  row: Row,
  { reel, selected, shape, at }: { reel: Reel; selected: number; shape: ImageShape; at: number },
) {
  const frame = frameAt(reel, at);
  const values = row === 'states' ? reel.states(frame) : reel.guesses(frame);
  const scale = row === 'states' ? reel.scale(at) : 1;
  return painter.paint(one(values, reel.trajectory.count, selected), 1, shape, theme, scale);
}

export const imageFilm = island<ImageFilmData>(() => {
  const layer = createLayer();
  const painter = createTilePainter();
  return (surface, { reel, selected, position, shape }) => {
    const { w, h } = surface;
    layer(surface, [reel, selected], (still) => {
      const { colours } = still.theme;
      const step = w / FRAMES;
      const height = (h - ROW_GAP) / 2;
      for (const [r, row] of (['states', 'predictions'] as const).entries()) {
        const y = r * (height + ROW_GAP);
        for (let i = 0; i < FRAMES; i++) {
          const place = { x: i * step + 2, y, w: step - 4, h: height };
          fillPlace(still, place);
          if (reel && shape) {
            const at = tilePosition(i, FRAMES);
            layInside(still, paintFrame(still, painter, row, { reel, selected, shape, at }), place);
          }
          drawFrame(still, place, colours.line, 1);
        }
        text(still, row === 'states' ? 'xₜ' : 'x̂₀', 7, y + 13, { halo: colours.stage });
      }
    });
    cursor(surface, Math.min(w - 1, Math.max(1, position * w)), 0, h);
  };
});
