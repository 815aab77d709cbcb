/** The selected image at the clock's position, its prediction x̂0, and the nearest training image. */

import * as words from '../../../words/sample';
import { island } from '../../canvas/island';
import { text } from '../../canvas/marks';
import { createTilePainter, type ImageShape } from '../../canvas/pixels';
import { drawFrame, fillPlace, layInside } from './imageFrame';

export interface SelectedImageData {
  readonly shape: ImageShape | null;
  /** [...shape] x_t, already scaled for the page. */
  readonly now: Float32Array | null;
  /** [...shape] x̂0. */
  readonly prediction: Float32Array | null;
  /** [...shape]; null before the search has ended. */
  readonly nearest: Float32Array | null;
  /** The text in the empty frame of the nearest image. */
  readonly pending: string;
}

const ALIGN = ['left', 'center', 'right'] as const;

export const selectedImage = island<SelectedImageData>(() => {
  const painter = createTilePainter();
  return (surface, { shape, now, prediction, nearest, pending }) => {
    const { w, h, theme } = surface;
    const { colours } = theme;
    const side = Math.min(h - 20, (w - 24) / 3);
    const frames = [
      { values: now, label: `xₜ, ${words.now}`, colour: colours.noise, empty: '' },
      { values: prediction, label: `x̂₀, ${words.predicted}`, colour: colours.model, empty: '' },
      { values: nearest, label: words.nearestImage, colour: colours.data, empty: pending },
    ];
    frames.forEach(({ values, label, colour, empty }, i) => {
      const place = { x: ((w - side) / 2) * i, y: 0, w: side, h: side };
      fillPlace(surface, place);
      if (values && shape) layInside(surface, painter.paint(values, 1, shape, theme), place);
      else
        empty.split(' ').forEach((word, line, all) => {
          const y = side / 2 + 14 * (line - (all.length - 1) / 2);
          text(surface, word, place.x + side / 2, y, { align: 'center', base: 'middle' });
        });
      drawFrame(surface, place, colour, 1.5);
      // flush with its frame, since a long label at an end would leave the picture
      text(surface, label, (w * i) / 2, side + 14, { align: ALIGN[i] });
    });
  };
});
