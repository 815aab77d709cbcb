/** The gauge places the model between pure noise and real data, on a logarithmic scale of the energy distance. */

import * as stageWords from '../../words/stage';
import { island } from '../canvas/island';
import { dot, line, text } from '../canvas/marks';

export interface GaugeData {
  readonly distance: number | null;
  readonly floor: number | null;
  /** The same distance for pure noise: where a run starts. Null before it is known. */
  readonly noise: number | null;
}

export const gauge = island<GaugeData>(() => (surface, { distance, floor, noise }) => {
  const { w, h, theme } = surface;
  const { colours } = theme;
  if (floor === null || distance === null || !(floor > 0)) return;
  const start = Math.max(noise ?? 0, distance, floor * 2);
  const end = floor * 0.75;
  const X = (v: number) => {
    const f = (Math.log(start) - Math.log(Math.max(v, end))) / (Math.log(start) - Math.log(end));
    return 8 + f * (w - 16);
  };
  const y = 10;
  line(surface, [X(start), X(end)], [y, y], colours['line-2'], { width: 2 });
  line(surface, [X(start), X(distance)], [y, y], colours.model, { width: 2 });
  line(surface, [X(floor), X(floor)], [y - 6, y + 6], colours.ink, { width: 1.5 });
  dot(surface, X(distance), y, 5, colours.model);
  text(surface, noise === null ? stageWords.firstSamples : stageWords.noise, X(start) - 2, h - 2);
  text(surface, stageWords.realData, w - 2, h - 2, { align: 'right' });
});
