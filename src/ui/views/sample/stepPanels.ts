/** Panels show samples of the same noise after several numbers of steps, side by side: images as tiles, points as clouds. */
import type { StepsPanel } from '../../../state/sample/studies';
import { stepCount } from '../../../words/sample';
import { css } from '../../canvas/colour';
import { island, type Surface } from '../../canvas/island';
import { createLayer } from '../../canvas/layer';
import { text } from '../../canvas/marks';
import {
  createTilePainter,
  gridPlace,
  type ImageShape,
  layTile,
  type TilePainter,
} from '../../canvas/pixels';

export interface StepPanelsData {
  readonly panels: readonly StepsPanel[];
  /** Numbers of steps of all panels, the empty ones too. */
  readonly expected: readonly number[];
  readonly shape: ImageShape | null;
  /** Half the height of the plane, for points. */
  readonly world: number;
  /** Steps of the form: the label of its panel has the model's colour. */
  readonly formSteps: number;
}

const COLUMNS = 3;
const LABEL = 24;
const GAP = 14;

interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** @param samples [n, ...shape] */
function drawImages(
  { g, theme }: Surface,
  painter: TilePainter,
  { x, y, side }: Square,
  samples: Float32Array,
  shape: ImageShape,
) {
  const count = samples.length / (shape[0] * shape[1] * shape[2]);
  const tiles = painter.paint(samples, count, shape, theme);
  for (let n = 0; n < count; n++) {
    const place = gridPlace(n, count, side, side, 2);
    layTile(g, tiles, n, { ...place, x: x + place.x, y: y + place.y });
  }
}

/** @param samples [n, 2] */
function drawPoints({ g, theme }: Surface, { x, y, side }: Square, samples: Float32Array, world: number) {
  g.fillStyle = css(theme.colours.model, 0.7);
  const perUnit = side / 2 / world;
  for (let n = 0; n < samples.length; n += 2) {
    const px = side / 2 + perUnit * samples[n];
    const py = side / 2 - perUnit * samples[n + 1];
    if (px > 0 && py > 0 && px < side && py < side) g.fillRect(x + px - 0.6, y + py - 0.6, 1.2, 1.2);
  }
}

export const stepPanels = island<StepPanelsData>(() => {
  const layer = createLayer();
  const painter = createTilePainter();
  return (surface, { panels, expected, shape, world, formSteps }) => {
    layer(surface, [panels, expected.join(), shape, formSteps, world], (still) => {
      const { g, w, h, theme } = still;
      const { colours } = theme;
      const rows = Math.ceil(expected.length / COLUMNS);
      const side = Math.min((w - GAP * (COLUMNS - 1)) / COLUMNS, h / rows - LABEL);
      expected.forEach((steps, i) => {
        const x = (i % COLUMNS) * ((w - side) / (COLUMNS - 1));
        const y = Math.floor(i / COLUMNS) * (side + LABEL);
        const samples = panels.find((panel) => panel.steps === steps)?.samples;
        g.fillStyle = samples ? css(colours.stage) : css(colours.noise, 0.18);
        g.fillRect(x, y, side, side);
        if (samples && shape) drawImages(still, painter, { x, y, side }, samples, shape);
        else if (samples) drawPoints(still, { x, y, side }, samples, world);
        const ofForm = steps === formSteps;
        text(still, stepCount(steps), x + 1, y + side + 14, {
          colour: ofForm ? colours.model : colours['ink-2'],
          weight: ofForm ? 600 : 400,
        });
      });
    });
  };
});
