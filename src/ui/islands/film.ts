/** The same samples at nine times of the axis, side by side, with the time cursor across them. */
import { css, type Rgb } from '../canvas/colour';
import { island } from '../canvas/island';
import { cursor } from '../canvas/marks';
import { createCoverage, inkOn, splat } from '../canvas/splat';
import { tint } from '../canvas/theme';
import { tilePosition } from '../time/axis';
import { type Reel, signalCoefficient } from '../time/reel';
import { placeOn } from './place';
import { cloudParts } from './stage';

export interface FilmData {
  readonly reel: Reel | null;
  readonly position: number;
  readonly hue: 'model' | 'a' | 'b' | 'data';
  readonly world: number;
}

const TILES = 9;
const MOST_POINTS = 420;
const GAP = 4;

/** The strip without its cursor: drawn once for each trajectory, size and theme. */
function drawStrip(
  reel: Reel | null,
  { w, h, scale, world }: { w: number; h: number; scale: number; world: number },
  paints: { ground: Rgb; edge: Rgb; opacity: number; colourAt: (position: number) => Rgb },
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(w * scale);
  canvas.height = Math.round(h * scale);
  const g = canvas.getContext('2d')!;
  const step = canvas.width / TILES;
  for (let i = 0; i < TILES; i++) {
    const left = Math.round(i * step + (GAP / 2) * scale);
    const width = Math.round(step - GAP * scale);
    const image = g.createImageData(width, canvas.height);
    const position = tilePosition(i, TILES);
    const coverage = createCoverage(width, canvas.height);
    if (reel) {
      const radius = Math.min(0.9, Math.max(0.5, h / 90)) * scale;
      splat(
        coverage,
        placeOn(width, canvas.height, world),
        radius,
        cloudParts(reel, position, 1, MOST_POINTS),
      );
    }
    inkOn(coverage, image.data, paints.ground, {
      colour: paints.colourAt(position),
      opacity: paints.opacity,
    });
    g.putImageData(image, left, 0);
    g.strokeStyle = css(paints.edge);
    g.lineWidth = scale;
    g.strokeRect(left + scale / 2, scale / 2, width - scale, canvas.height - scale);
  }
  return canvas;
}

export const film = island<FilmData>(
  () => {
    let strip: HTMLCanvasElement | null = null;
    let last: readonly unknown[] = [];
    return (surface, { reel, position, hue, world }) => {
      const { g, w, h, scale, theme } = surface;
      const needs = [reel, w, h, scale, theme, hue, world];
      if (!strip || needs.some((need, i) => need !== last[i])) {
        last = needs;
        strip = drawStrip(
          reel,
          { w, h, scale, world },
          {
            ground: theme.colours.stage,
            edge: theme.colours.line,
            opacity: 0.7,
            colourAt: (at) =>
              reel ? tint(theme, theme.colours[hue], signalCoefficient(reel.level(at))) : theme.colours.noise,
          },
        );
      }
      g.drawImage(strip, 0, 0, w, h);
      cursor(surface, Math.min(w - 1, Math.max(1, position * w)), 0, h);
    };
  },
  { minInterval: 30 },
);
