/** Stage, predictions and frames of a run that learns images: the data of the islands for points, shown as tiles. */
import { sizeOf } from '../../lib/shape';
import * as stageWords from '../../words/stage';
import { css } from '../canvas/colour';
import { island, type Surface } from '../canvas/island';
import { createLayer } from '../canvas/layer';
import { cursor, plate, text } from '../canvas/marks';
import { createTilePainter, gridPlace, imageShape, layTile, type TilePainter } from '../canvas/pixels';
import { tilePosition } from '../time/axis';
import { frameAt, one, type Reel } from '../time/reel';
import type { FilmData } from './film';
import type { GuessData } from './guess';
import { LEAST_WITH_TEXTS, type StageData, stageNote } from './stage';

const GAP = 3;
/** A square grid of these fits a stage on a phone. */
const MOST_TILES = 64;
/** Of predictions, which have a small panel. */
const MOST_GUESSES = 25;
/** Height of the panel's caption. */
const LABEL = 22;
const MOMENTS = 9;

/** The first images of a frame, in a square grid. @returns false where there is nothing to lay */
function layGrid(
  { g, w, h, theme }: Surface,
  painter: TilePainter,
  reel: Reel | null,
  of: { readonly position: number; readonly guesses: boolean; readonly most: number; readonly top: number },
): boolean {
  const shape = reel && imageShape(reel.trajectory.shape);
  if (!reel || !shape) return false;
  const number = Math.min(reel.trajectory.count, of.most);
  const frame = frameAt(reel, of.position);
  const values = of.guesses ? reel.guesses(frame) : reel.states(frame);
  const scale = of.guesses ? 1 : reel.scale(of.position);
  const some = values.subarray(0, number * shape[0] * shape[1] * shape[2]);
  const tiles = painter.paint(some, number, shape, theme, scale);
  for (let n = 0; n < number; n++) {
    const place = gridPlace(n, number, w, h - of.top, GAP);
    layTile(g, tiles, n, { ...place, y: place.y + of.top });
  }
  return true;
}

/** Images of the data set, in a square grid below the note. */
function layImages(
  { g, w, h, theme }: Surface,
  painter: TilePainter,
  { samples, shape }: NonNullable<StageData['images']>,
  top: number,
) {
  const tile = imageShape(shape);
  if (!tile) return;
  const number = samples.length / sizeOf(shape);
  const tiles = painter.paint(samples, number, tile, theme);
  for (let n = 0; n < number; n++) {
    const place = gridPlace(n, number, w, h - top, GAP);
    layTile(g, tiles, n, { ...place, y: place.y + top });
  }
}

/** The width of a letter of the note, in CSS pixels. */
const LETTER = 6;

export const imageStage = island<StageData>(() => {
  const painter = createTilePainter();
  return (surface, data) => {
    const { reel, position, corner, images } = data;
    const { w, h, theme } = surface;
    const { colours } = theme;
    const hasTexts = w >= LEAST_WITH_TEXTS;
    const note = hasTexts ? stageNote(data) : null;
    // a wide stage has room for the note beside its square of images
    const top = note && (w - h) / 2 < LETTER * note.length + 8 ? LABEL : 0;
    const isDrawn = layGrid(surface, painter, reel, { position, guesses: false, most: MOST_TILES, top });
    if (!isDrawn && images) layImages(surface, painter, images, top);
    if (note) text(surface, note, 8, 16, { size: 12, halo: colours.stage, colour: colours['ink-3'] });
    if (!hasTexts || !isDrawn) return;
    if (corner) plate(surface, { l: w - 16 - 6.2 * corner.length, r: w, t: h - 24, b: h });
    if (corner)
      text(surface, corner, w - 8, h - 8, {
        align: 'right',
        size: 12,
        halo: colours.stage,
        colour: colours.ink,
      });
  };
});

/** The network's predictions x̂0 of the images at one time. */
export const imageGuess = island<GuessData>(
  () => {
    const painter = createTilePainter();
    return (surface, { reel, position }) => {
      const { g, w, h, theme } = surface;
      const { colours } = theme;
      layGrid(surface, painter, reel, { position, guesses: true, most: MOST_GUESSES, top: LABEL });
      g.strokeStyle = css(colours.line);
      g.lineWidth = 1;
      g.strokeRect(0.5, 0.5, w - 1, h - 1);
      text(surface, stageWords.predictions, 8, 15, { halo: colours.stage });
    };
  },
  { minInterval: 60 },
);

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
          const at = tilePosition(i, MOMENTS);
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
