/** The picture of a pad: the image, a hatch over the pixels that are not known, and the cursor of the keyboard. */
import type { PadContent } from '../../../../state/sample/editing/pad';
import { css } from '../../../canvas/colour';
import { island, type Surface } from '../../../canvas/island';
import { createTilePainter, type ImageShape, layTile } from '../../../canvas/pixels';

export interface PadData {
  readonly content: PadContent | null;
  readonly shape: ImageShape | null;
  /** The pixel that keys act on, [x, y]; null while the pad has no focus. */
  readonly cursor: readonly [number, number] | null;
  /** Whether pixels that are not known are hatched. */
  readonly masked: boolean;
}

function hatch({ g, w, h, theme }: Surface, known: Uint8Array, width: number): void {
  const [cellW, cellH] = [w / width, (h * width) / known.length];
  g.save();
  g.beginPath();
  for (const [pixel, value] of known.entries())
    if (value === 0)
      g.rect((pixel % width) * cellW, Math.floor(pixel / width) * cellH, cellW + 0.5, cellH + 0.5);
  g.fillStyle = css(theme.colours.paper);
  g.fill();
  g.clip();
  g.strokeStyle = css(theme.colours.noise, 0.7);
  g.lineWidth = 1;
  g.beginPath();
  for (let x = -h; x < w; x += 7) {
    g.moveTo(x, h);
    g.lineTo(x + h, 0);
  }
  g.stroke();
  g.restore();
}

export const padIsland = island<PadData>(() => {
  const painter = createTilePainter();
  return (surface, { content, shape, cursor, masked }) => {
    if (!content || !shape) return;
    const { g, w, h, theme } = surface;
    const [height, width] = shape;
    layTile(g, painter.paint(content.image, 1, shape, theme), 0, { x: 0, y: 0, w, h });
    if (masked) hatch(surface, content.known, width);
    if (!cursor) return;
    const [cellW, cellH] = [w / width, h / height];
    g.strokeStyle = css(theme.colours.model);
    g.lineWidth = 2;
    g.strokeRect(cursor[0] * cellW, cursor[1] * cellH, cellW, cellH);
  };
});
