/** Images in rows, each with a caption below it. */
import { island } from '../../../canvas/island';
import { text } from '../../../canvas/marks';
import { createTilePainter, type ImageShape, layTile } from '../../../canvas/pixels';

export interface TileRowsData {
  /** [count, ...shape]; null before there are any. */
  readonly values: Float32Array | null;
  readonly shape: ImageShape | null;
  /** Most images in a row. */
  readonly columns: number;
  /** [count]; none where this is empty. */
  readonly captions: readonly string[];
  readonly note: string;
}

const GAP = 6;
const CAPTION = 18;

export const tileRows = island<TileRowsData>(() => {
  const painter = createTilePainter();
  return (surface, { values, shape, columns, captions, note }) => {
    const { g, w, h, theme } = surface;
    if (!values || !shape) {
      text(surface, note, w / 2, h / 2, { align: 'center', base: 'middle', size: 14 });
      return;
    }
    const [height, width, channels] = shape;
    const count = values.length / (height * width * channels);
    const across = Math.min(columns, count);
    const rows = Math.ceil(count / across);
    const below = captions.length > 0 ? CAPTION : 0;
    const side = Math.min((w - GAP * (across - 1)) / across, (h - GAP * (rows - 1)) / rows - below);
    const tiles = painter.paint(values, count, shape, theme);
    for (let n = 0; n < count; n++) {
      const x = (n % across) * (side + GAP);
      const y = Math.floor(n / across) * (side + below + GAP);
      layTile(g, tiles, n, { x, y, w: side, h: (side * height) / width });
      if (below > 0) text(surface, captions[n] ?? '', x + side / 2, y + side + 13, { align: 'center' });
    }
  };
});
