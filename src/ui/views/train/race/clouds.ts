/** A small cloud: what one way of sampling gave, at rest. */
import { island } from '../../../canvas/island';
import { createCloudPainter } from '../../../islands/cloud';
import { placeOn } from '../../../islands/place';

export interface SmallCloudData {
  /** [n, 2], null while there is nothing. */
  readonly points: Float32Array | null;
  readonly hue: 'model' | 'data';
  readonly world: number;
}

export const smallCloud = island<SmallCloudData>(
  () => {
    const painter = createCloudPainter();
    return (surface, { points, hue, world }) => {
      const { theme, w, h } = surface;
      const parts = points ? [{ from: points, to: points, share: 0, scale: 1, strength: 1 }] : [];
      const ink = { colour: theme.colours[hue], opacity: theme.dark ? 0.7 : 0.5 };
      painter.paint(surface, placeOn(w, h, world), theme.colours.stage, [{ parts, radius: 0.65, ink }]);
    };
  },
  { minInterval: 100 },
);
