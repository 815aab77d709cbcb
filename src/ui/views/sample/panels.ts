/** Panels show the same noise after few steps and after many, side by side: images as tiles, points as clouds. */
import type { StepsPanel } from '../../../state/sampleStudies';
import { css } from '../../canvas/colour';
import { island } from '../../canvas/island';
import { createLayer } from '../../canvas/layer';
import { createTilePainter, gridPlace, type ImageShape, layTile } from '../../canvas/pixels';
import { text } from '../../canvas/plot';

export interface PanelsData {
  readonly panels: readonly StepsPanel[];
  /** Panels that there will be. */
  readonly expected: readonly number[];
  readonly shape: ImageShape | null;
  /** Half the height of the plane, for points. */
  readonly world: number;
  /** Steps of the form: its panel is named in blue. */
  readonly chosen: number;
}

const COLUMNS = 3;
const LABEL = 24;
const GAP = 14;

export const panelSteps = (n: number): string => `${n} ${n === 1 ? 'step' : 'steps'}`;

export const panels = island<PanelsData>(() => {
  const layer = createLayer();
  const painter = createTilePainter();
  return (surface, data) => {
    layer(surface, [data.panels, data.expected.join(), data.shape, data.chosen, data.world], (under) => {
      const { g, w, h, theme } = under;
      const { colours } = theme;
      const rows = Math.ceil(data.expected.length / COLUMNS);
      const side = Math.min((w - GAP * (COLUMNS - 1)) / COLUMNS, h / rows - LABEL);
      data.expected.forEach((steps, i) => {
        const x = (i % COLUMNS) * ((w - side) / (COLUMNS - 1));
        const y = Math.floor(i / COLUMNS) * (side + LABEL);
        const panel = data.panels.find((done) => done.steps === steps);
        const { shape } = data;
        g.fillStyle = panel ? css(colours.stage) : css(colours.noise, 0.18);
        g.fillRect(x, y, side, side);
        if (panel && shape) {
          const count = panel.samples.length / (shape[0] * shape[1] * shape[2]);
          const tiles = painter.paint(panel.samples, count, shape, theme);
          for (let n = 0; n < count; n++) {
            const place = gridPlace(n, count, side, side, 2);
            layTile(g, tiles, n, { ...place, x: x + place.x, y: y + place.y });
          }
        } else if (panel) {
          g.fillStyle = css(colours.model, 0.7);
          const k = side / 2 / data.world;
          for (let n = 0; n < panel.samples.length; n += 2) {
            const px = side / 2 + k * panel.samples[n];
            const py = side / 2 - k * panel.samples[n + 1];
            if (px > 0 && py > 0 && px < side && py < side) g.fillRect(x + px - 0.6, y + py - 0.6, 1.2, 1.2);
          }
        }
        const mine = steps === data.chosen;
        text(under, panelSteps(steps), x + 1, y + side + 14, {
          colour: mine ? colours.model : colours['ink-2'],
          weight: mine ? 600 : 400,
        });
      });
    });
  };
});
