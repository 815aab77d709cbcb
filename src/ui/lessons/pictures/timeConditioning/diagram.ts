/** Where t enters a network of three layers. */

import * as words from '../../../../words/lessons/pictures/timeConditioning';
import { css, type Rgb } from '../../../canvas/colour';
import { island, type Surface } from '../../../canvas/island';
import { line, text } from '../../../canvas/marks';
import type { Kind } from './kinds';

function layerBox({ g, theme }: Surface, name: string, [x, y, width, height]: readonly number[], ink: Rgb) {
  g.strokeStyle = css(ink);
  g.lineWidth = 1.5;
  g.strokeRect(x, y, width, height);
  g.fillStyle = css(theme.colours.paper);
  text({ g, theme } as Surface, name, x + width / 2, y + height / 2, {
    align: 'center',
    base: 'middle',
    colour: theme.colours.ink,
  });
}

/** An arrow to the right, with its words above. */
function arrow(surface: Surface, from: number, to: number, y: number, label: string, ink: Rgb) {
  line(surface, [from, to], [y, y], ink, { width: 1.5 });
  line(surface, [to - 6, to, to - 6], [y - 4, y, y + 4], ink, { width: 1.5 });
  text(surface, label, from, y - 5, { colour: ink });
}

/** What of t enters a layer, null for nothing. */
function entering(kind: Kind, layer: number): string | null {
  if (kind === 'concat') return layer === 0 ? words.embedding : null;
  if (kind === 'scale-shift') return layer === 1 || layer === 2 ? words.scaleShift : null;
  return kind === 'add' && (layer === 1 || layer === 2) ? '+ f(t)' : null;
}

export const networkChart = island<{ readonly kind: Kind }>(() => (surface, { kind }) => {
  const { w, h, theme } = surface;
  const { colours } = theme;
  const isSeparate = kind === 'separate';
  const height = 34;
  const gap = (h - 60 - words.layers.length * height) / (words.layers.length - 1);
  const width = Math.min(isSeparate ? 44 : 96, w / 5);
  const columns = isSeparate ? [0, 1, 2] : [0];
  const left = isSeparate ? w / 2 - 1.5 * width - 16 : w * 0.55;
  for (const column of columns) {
    const x = left + column * (width + 16);
    const name = isSeparate ? ['t = 0', 't = 1', '…'][column] : '';
    if (isSeparate) text(surface, name, x + width / 2, 14, { align: 'center', colour: colours.model });
    words.layers.forEach((layer, i) => {
      const y = 28 + i * (height + gap);
      layerBox(surface, width < 60 ? '' : layer, [x, y, width, height], colours['ink-2']);
      if (i > 0)
        line(surface, [x + width / 2, x + width / 2], [y - gap + 2, y - 2], colours['ink-2'], { width: 1.5 });
      const label = isSeparate ? null : entering(kind, i);
      if (label) arrow(surface, 8, x - 3, y + height / 2, label, colours.model);
    });
  }
  text(surface, 'x', left + width / 2, isSeparate ? h - 6 : 18, { align: 'center' });
  if (kind === 'none') text(surface, words.noInput, 8, 28 + height / 2, { base: 'middle' });
});
