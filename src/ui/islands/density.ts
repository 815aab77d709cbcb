/** Density by splatting: points counted on a coarse grid, blurred a little, shown on a square-root scale with its bar. */

import * as stageWords from '../../words/stage';
import { onRamp } from '../canvas/colour';
import { colourBar } from '../canvas/colourBar';
import type { Surface } from '../canvas/island';
import { plate } from '../canvas/marks';
import type { CloudPart, Placing } from '../canvas/splat';
import { decimal } from '../format';

const CELLS = 96;
/** Standard deviation of the blur, in cells. */
const BLUR = 1.4;

/** Points per cell over the square of `half` units around 0, blurred; [CELLS, CELLS] row-major, y down. */
function densityOf({ from, to, share, scale }: CloudPart, half: number): Float32Array {
  const counts = new Float32Array(CELLS * CELLS);
  for (let i = 0; i < from.length; i += 2) {
    const x = scale * (from[i] + (to[i] - from[i]) * share);
    const y = scale * (from[i + 1] + (to[i + 1] - from[i + 1]) * share);
    const column = Math.floor(((x + half) / (2 * half)) * CELLS);
    const row = Math.floor(((half - y) / (2 * half)) * CELLS);
    if (column >= 0 && column < CELLS && row >= 0 && row < CELLS) counts[row * CELLS + column]++;
  }
  return blurred(blurred(counts, 1), CELLS);
}

const KERNEL = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((k) => Math.exp((-k * k) / (2 * BLUR * BLUR)));
const KERNEL_SUM = KERNEL.reduce((a, b) => a + b);

/** @param stride 1 blurs along rows, CELLS along columns */
function blurred(grid: Float32Array, stride: number): Float32Array {
  const out = new Float32Array(grid.length);
  for (let i = 0; i < grid.length; i++) {
    const along = stride === 1 ? i % CELLS : Math.floor(i / CELLS);
    let sum = 0;
    for (let k = -4; k <= 4; k++) {
      const at = along + k;
      if (at >= 0 && at < CELLS) sum += KERNEL[k + 4] * grid[i + k * stride];
    }
    out[i] = sum / KERNEL_SUM;
  }
  return out;
}

export interface DensityGrid {
  draw(surface: Surface, placing: Placing, part: CloudPart): void;
  /** The key of what was drawn last, above all marks. */
  drawKey(surface: Surface): void;
}

export function createDensityLayer(): DensityGrid {
  const tile = document.createElement('canvas');
  tile.width = tile.height = CELLS;
  const tileContext = tile.getContext('2d')!;
  const image = tileContext.createImageData(CELLS, CELLS);
  let peak = 0;
  return {
    draw(surface, placing, part) {
      const { g, w, h, theme } = surface;
      const half = Math.min(w, h) / 2 / placing.perUnit;
      const values = densityOf(part, half);
      const most = values.reduce((a, b) => Math.max(a, b), 1e-9);
      for (let i = 0; i < values.length; i++) {
        const [r, gr, b] = onRamp(theme.density, Math.sqrt(values[i] / most));
        image.data[4 * i] = r;
        image.data[4 * i + 1] = gr;
        image.data[4 * i + 2] = b;
        image.data[4 * i + 3] = 255;
      }
      tileContext.putImageData(image, 0, 0);
      const side = 2 * half * placing.perUnit;
      g.imageSmoothingEnabled = true;
      g.drawImage(tile, placing.centreX - side / 2, placing.centreY - side / 2, side, side);
      const cell = (2 * half) / CELLS;
      peak = most / (part.from.length / 2) / (cell * cell);
    },
    drawKey(surface) {
      const { w, h, theme } = surface;
      plate(surface, { l: w - 224, r: w - 4, t: h - 26, b: h - 4 });
      colourBar(
        surface,
        theme.density,
        { x: w - 100, y: h - 18, width: 64 },
        {
          low: '0',
          high: decimal(peak.toPrecision(2)),
          name: stageWords.densityScale,
        },
      );
    },
  };
}
