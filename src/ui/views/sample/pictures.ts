/** The pictures of the Sample view: the grid of images, the chosen one beside its guess and its neighbour, and its film. */
import { css, type Rgb } from '../../canvas/colour';
import { island, type Surface } from '../../canvas/island';
import { createLayer } from '../../canvas/layer';
import { createTilePainter, gridPlace, type ImageShape, layTile, type Place } from '../../canvas/pixels';
import { cursor, text } from '../../canvas/plot';
import { frameAt, one, type Reel } from '../../trajectory';

export interface GridData {
  /** [count, ...shape] what is shown, null before there is anything. */
  readonly values: Float32Array | null;
  readonly count: number;
  readonly shape: ImageShape | null;
  /** What values are multiplied by to be shown. */
  readonly scale: number;
  /** Share of a loading or drawing under way that is done; tiles to come are grey. */
  readonly note: string;
}

const GAP = 4;

export const grid = island<GridData>(() => {
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
    const shown = values.length / (shape[0] * shape[1] * shape[2]);
    const tiles = painter.paint(values, shown, shape, theme, scale);
    for (let n = 0; n < shown; n++) layTile(g, tiles, n, gridPlace(n, shown, w, h, GAP));
  };
});

export interface TrioData {
  readonly shape: ImageShape | null;
  /** The chosen one as it is now, already scaled; the guess; the nearest training image, null before it is known. */
  readonly now: Float32Array | null;
  readonly guess: Float32Array | null;
  readonly nearest: Float32Array | null;
  /** Said in the empty frame of the nearest. */
  readonly pending: string;
}

function frame({ g }: Surface, { x, y, w, h }: Place, colour: Rgb, width: number) {
  g.strokeStyle = css(colour);
  g.lineWidth = width;
  g.strokeRect(x + width / 2, y + width / 2, w - width, h - width);
}

export const trio = island<TrioData>(() => {
  const painter = createTilePainter();
  return (surface, { shape, now, guess, nearest, pending }) => {
    const { g, w, h, theme } = surface;
    const side = Math.min(h - 20, (w - 24) / 3);
    const { colours } = theme;
    const frames = [
      { values: now, says: 'now', colour: colours.noise, width: 1.5 },
      { values: guess, says: 'guess x̂₀', colour: colours.model, width: 1.5 },
      { values: nearest, says: 'nearest', colour: colours.data, width: 1.5 },
    ];
    frames.forEach(({ values, says, colour, width }, i) => {
      const place = { x: ((w - side) / 2) * i, y: 0, w: side, h: side };
      g.fillStyle = css(colours.stage);
      g.fillRect(place.x, place.y, side, side);
      if (values && shape)
        layTile(g, painter.paint(values, 1, shape, theme), 0, {
          x: place.x + 2,
          y: 2,
          w: side - 4,
          h: side - 4,
        });
      else if (i === 2)
        text(surface, pending, place.x + side / 2, side / 2, { align: 'center', base: 'middle' });
      frame(surface, place, colour, width);
      text(surface, says, place.x + side / 2, side + 14, { align: 'center' });
    });
  };
});

export interface ImageFilmData {
  readonly reel: Reel | null;
  readonly chosen: number;
  readonly position: number;
}

const MOMENTS = 9;
const ROW_GAP = 6;

export const imageFilm = island<ImageFilmData & { readonly shape: ImageShape | null }>(() => {
  const layer = createLayer();
  const painter = createTilePainter();
  return (surface, { reel, chosen, position, shape }) => {
    const { w, h } = surface;
    layer(surface, [reel, chosen], (under) => {
      const { g, theme } = under;
      const { colours } = theme;
      const step = w / MOMENTS;
      const height = (h - ROW_GAP) / 2;
      for (let row = 0; row < 2; row++) {
        for (let i = 0; i < MOMENTS; i++) {
          const box = { x: i * step + 2, y: row * (height + ROW_GAP), w: step - 4, h: height };
          g.fillStyle = css(colours.stage);
          g.fillRect(box.x, box.y, box.w, box.h);
          if (reel && shape) {
            const at = (i + 0.5) / MOMENTS;
            const k = frameAt(reel, at);
            const frames = row === 0 ? reel.states(k) : reel.guesses(k);
            const tiles = painter.paint(
              one(frames, reel.trajectory.count, chosen),
              1,
              shape,
              theme,
              row === 0 ? reel.scale(at) : 1,
            );
            const side = Math.min(box.w, box.h) - 4;
            layTile(g, tiles, 0, {
              x: box.x + (box.w - side) / 2,
              y: box.y + (box.h - side) / 2,
              w: side,
              h: side,
            });
          }
          frame(under, box, colours.line, 1);
        }
        text(under, row === 0 ? 'xₜ' : 'x̂₀', 7, row * (height + ROW_GAP) + 13, {
          halo: colours.stage,
        });
      }
    });
    cursor(surface, Math.min(w - 1, Math.max(1, position * w)), 0, h);
  };
});
