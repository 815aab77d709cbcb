/** The plane in which one uses a model of points: the data faintly, what the model made, and marks over both. */
import * as words from '../../../../../words/samplePoints';
import type { Rgb } from '../../../../canvas/colour';
import { island, type Surface } from '../../../../canvas/island';
import { dot, text } from '../../../../canvas/marks';
import type { Placing } from '../../../../canvas/splat';
import { type CloudLayer, createCloudPainter } from '../../../../islands/cloud';
import { placeOn } from '../../../../islands/place';
import { drawPlaneAxes, type PlaneAxes } from '../../../../islands/planeAxes';
import type { SampleModel } from '../../model/sampleModel';
import type { PointData } from './pointData';

export interface PlaneData {
  /** [n, 2] of the data set; null where they are not here. */
  readonly data: Float32Array | null;
  /** [n, 2] of the model; null before there are any. */
  readonly made: Float32Array | null;
  /** Whether it was made of other settings than the present ones: it is grey then. */
  readonly stale?: boolean;
  /** Half the height in standardised units. */
  readonly world: number;
  readonly axes: PlaneAxes;
  /** Draws over the points. */
  readonly marks?: (surface: Surface, placing: Placing) => void;
  /** Names of the two clouds, as the key at the top right says them. */
  readonly key: { readonly data: string; readonly made: string };
}

/** The plane with the data, before the model made anything. @param made the name of what it makes, where that is shown as points */
export const planeOf = ({ stage }: SampleModel, { points, axes }: PointData, made = ''): PlaneData => ({
  data: points.value,
  made: null,
  world: stage.value.world,
  axes: axes.value,
  key: { data: words.data, made },
});

/** Where a place is in a picture, in pixels. @param place [2], or more of which the first two count */
export const pixelOf = ({ centreX, centreY, perUnit }: Placing, place: ArrayLike<number>) =>
  [centreX + perUnit * place[0], centreY - perUnit * place[1]] as const;

/** A ring around a place that was chosen. */
export function ring(surface: Surface, x: number, y: number): void {
  dot(surface, x, y, 5, surface.theme.colours.ink);
  dot(surface, x, y, 3, surface.theme.colours.stage);
}

const cloud = (points: Float32Array, radius: number, colour: Rgb, opacity: number): CloudLayer => ({
  parts: [{ from: points, to: points, share: 0, scale: 1, strength: 1 }],
  radius,
  ink: { colour, opacity },
});

export const plane = island<PlaneData>(() => {
  const painter = createCloudPainter();
  return (surface, { data, made, stale, world, axes, marks, key }) => {
    const { w, h, theme } = surface;
    const { colours } = theme;
    const placing = placeOn(w, h, world);
    const layers: CloudLayer[] = [];
    if (data) layers.push(cloud(data, 1.1, colours.data, 0.35));
    const ink = stale ? colours.noise : colours.model;
    if (made) layers.push(cloud(made, 1.7, ink, 0.7));
    painter.paint(surface, placing, colours.stage, layers);
    marks?.(surface, placing);
    drawPlaneAxes(surface, placing, axes, false);
    const style = { align: 'right', size: 12, halo: colours.stage } as const;
    if (data) text(surface, key.data, w - 12, 22, { ...style, colour: colours.data });
    if (made) text(surface, key.made, w - 12, 40, { ...style, colour: ink });
  };
});
