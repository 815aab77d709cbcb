/**
 * The error of the learned field by place: squared distance of learned ε from exact ε, or of the velocities, as heat on a logarithmic scale
 * that never changes.
 */

import type { FieldQuantity } from '../../diffusion/prediction';
import * as words from '../../words/charts';
import { onRamp } from '../canvas/colour';
import { colourBar } from '../canvas/colourBar';
import type { Surface } from '../canvas/island';
import type { Placing } from '../canvas/splat';
import { decimal } from '../format';

/** Columns and rows of the grid. */
export const ERROR_CELLS = 40;

/** Ends of the scale, per dimension: a guess of 0 has an error of about 1. Fixed, so that times and runs can be compared. */
const LEAST_ERROR = 1e-3;
const MOST_ERROR = 1;

export interface ErrorMap {
  /** [ERROR_CELLS²] squared error per dimension, row by row from the top. */
  readonly values: Float32Array;
  /** Half the side of the square it covers, in units of the stage. */
  readonly half: number;
  readonly quantity: FieldQuantity;
}

/** @returns [ERROR_CELLS², 2] the middles of the cells over the square of `half` units around 0 */
export function errorPlaces(half: number): Float32Array {
  const places = new Float32Array(2 * ERROR_CELLS ** 2);
  for (let i = 0; i < ERROR_CELLS ** 2; i++) {
    places[2 * i] = half * ((2 * ((i % ERROR_CELLS) + 0.5)) / ERROR_CELLS - 1);
    places[2 * i + 1] = half * (1 - (2 * (Math.floor(i / ERROR_CELLS) + 0.5)) / ERROR_CELLS);
  }
  return places;
}

/** @param learned [n, 2] @param exact [n, 2] @returns [n] squared distance per dimension */
export function squaredErrors(learned: Float32Array, exact: Float32Array): Float32Array {
  const errors = new Float32Array(learned.length / 2);
  for (let i = 0; i < errors.length; i++) {
    const dx = learned[2 * i] - exact[2 * i];
    const dy = learned[2 * i + 1] - exact[2 * i + 1];
    errors[i] = (dx * dx + dy * dy) / 2;
  }
  return errors;
}

/** Where an error stands on the scale, 0 to 1. */
export const onScale = (error: number): number =>
  Math.min(
    1,
    Math.max(0, Math.log(Math.max(error, 1e-30) / LEAST_ERROR) / Math.log(MOST_ERROR / LEAST_ERROR)),
  );

export interface ErrorLayer {
  draw(surface: Surface, placing: Placing, map: ErrorMap): void;
}

export function createErrorLayer(): ErrorLayer {
  const tile = document.createElement('canvas');
  tile.width = tile.height = ERROR_CELLS;
  const context = tile.getContext('2d')!;
  const image = context.createImageData(ERROR_CELLS, ERROR_CELLS);
  let painted: readonly unknown[] = [];
  return {
    draw(surface, placing, map) {
      const { g, w, theme } = surface;
      if (painted[0] !== map || painted[1] !== theme) {
        painted = [map, theme];
        for (let i = 0; i < map.values.length; i++)
          image.data.set([...onRamp(theme.loss, onScale(map.values[i])), 255], 4 * i);
        context.putImageData(image, 0, 0);
      }
      const side = 2 * map.half * placing.perUnit;
      g.imageSmoothingEnabled = true;
      g.drawImage(tile, placing.centreX - side / 2, placing.centreY - side / 2, side, side);
      // The bar stands on the ground of the stage, so that it is read on light and dark heat alike.
      const width = Math.min(w - 8, 274);
      g.fillStyle = `rgb(${theme.colours.stage.join(' ')} / 0.86)`;
      g.fillRect(w - width - 4, 4, width, 22);
      colourBar(
        surface,
        theme.loss,
        { x: w - 104, y: 12, width: 64 },
        {
          low: `≤ ${decimal(LEAST_ERROR)}`,
          high: `≥ ${decimal(MOST_ERROR)}`,
          name: words.errorOnLogScale(map.quantity === 'velocity' ? 'u' : 'ε'),
        },
      );
    },
  };
}
