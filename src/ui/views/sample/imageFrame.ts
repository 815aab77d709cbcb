/** The frame around one image, and an image within it. */
import { css, type Rgb } from '../../canvas/colour';
import type { Surface } from '../../canvas/island';
import { layTile, type Place } from '../../canvas/pixels';

/** Fills a place with the ground of the stage. */
export function fillPlace({ g, theme }: Surface, { x, y, w, h }: Place): void {
  g.fillStyle = css(theme.colours.stage);
  g.fillRect(x, y, w, h);
}

export function drawFrame({ g }: Surface, { x, y, w, h }: Place, colour: Rgb, width: number): void {
  g.strokeStyle = css(colour);
  g.lineWidth = width;
  g.strokeRect(x + width / 2, y + width / 2, w - width, h - width);
}

/** Draws the first tile as the largest square within a place, 2 pixels from its edges. */
export function layInside({ g }: Surface, tiles: Parameters<typeof layTile>[1], { x, y, w, h }: Place): void {
  const side = Math.min(w, h) - 4;
  layTile(g, tiles, 0, { x: x + (w - side) / 2, y: y + (h - side) / 2, w: side, h: side });
}
