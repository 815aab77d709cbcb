/** Where t enters a network of three layers. */
import { css, type Rgb } from '../../../canvas/colour';
import { island, type Surface } from '../../../canvas/island';
import { line, text } from '../../../canvas/marks';
import type { Kind } from './kinds';

const LAYERS = ['input', 'block 1', 'block 2', 'output'];

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
function arrow(surface: Surface, from: number, to: number, y: number, words: string, ink: Rgb) {
  line(surface, [from, to], [y, y], ink, { width: 1.5 });
  line(surface, [to - 6, to, to - 6], [y - 4, y, y + 4], ink, { width: 1.5 });
  text(surface, words, from, y - 5, { colour: ink });
}

/** What of t enters a layer, null for nothing. */
function entering(kind: Kind, layer: number): string | null {
  if (kind === 'concat') return layer === 0 ? 'embedding of t' : null;
  if (kind === 'scale-shift') return layer === 1 || layer === 2 ? 'scale, shift' : null;
  return kind === 'add' && (layer === 1 || layer === 2) ? '+ f(t)' : null;
}

export const networkChart = island<{ readonly kind: Kind }>(() => (surface, { kind }) => {
  const { w, h, theme } = surface;
  const { colours } = theme;
  const isSeparate = kind === 'separate';
  const height = 34;
  const gap = (h - 60 - LAYERS.length * height) / (LAYERS.length - 1);
  const width = Math.min(isSeparate ? 44 : 96, w / 5);
  const columns = isSeparate ? [0, 1, 2] : [0];
  const left = isSeparate ? w / 2 - 1.5 * width - 16 : w * 0.55;
  for (const column of columns) {
    const x = left + column * (width + 16);
    const name = isSeparate ? ['t = 0', 't = 1', '…'][column] : '';
    if (isSeparate) text(surface, name, x + width / 2, 14, { align: 'center', colour: colours.model });
    LAYERS.forEach((layer, i) => {
      const y = 28 + i * (height + gap);
      layerBox(surface, width < 60 ? '' : layer, [x, y, width, height], colours['ink-2']);
      if (i > 0)
        line(surface, [x + width / 2, x + width / 2], [y - gap + 2, y - 2], colours['ink-2'], { width: 1.5 });
      const words = isSeparate ? null : entering(kind, i);
      if (words) arrow(surface, 8, x - 3, y + height / 2, words, colours.model);
    });
  }
  text(surface, 'x', left + width / 2, isSeparate ? h - 6 : 18, { align: 'center' });
  if (kind === 'none') text(surface, 't is not an input', 8, 28 + height / 2, { base: 'middle' });
});
