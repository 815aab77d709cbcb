/** A colour bar: the key of a picture whose colours are numbers. */
import { css, onRamp, type Ramp } from './colour';
import type { Surface } from './island';
import { text } from './marks';

export interface ColourBarLabels {
  readonly low: string;
  readonly high: string;
  readonly name?: string;
}

export function colourBar(
  surface: Surface,
  ramp: Ramp,
  at: { x: number; y: number; width: number },
  { low, high, name }: ColourBarLabels,
): void {
  const { g, theme } = surface;
  for (let i = 0; i < at.width; i++) {
    g.fillStyle = css(onRamp(ramp, i / (at.width - 1)));
    g.fillRect(at.x + i, at.y, 1.2, 6);
  }
  text(surface, low, at.x - 5, at.y + 3, { align: 'right', base: 'middle' });
  const widthOfLow = g.measureText(low).width;
  text(surface, high, at.x + at.width + 5, at.y + 3, { base: 'middle' });
  if (name) {
    text(surface, name, at.x - 13 - widthOfLow, at.y + 3, {
      align: 'right',
      base: 'middle',
      colour: theme.colours['ink-3'],
    });
  }
}
