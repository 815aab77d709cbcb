/** The data of a model of points as the pictures of its uses show them, in standardised units, and the names and units of both axes. */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Editor } from '../../../../../state/sample/editing/editor';
import { axesOf } from '../../../../families/ownUnits';
import { realPoints } from '../../../../families/points';
import type { PlaneAxes } from '../../../../islands/planeAxes';
import type { SampleModel } from '../../model/sampleModel';

const SHOWN = 3000;

const STANDARD: PlaneAxes = { offset: [0, 0], scale: [1, 1], names: ['x', 'y'] };

export interface PointData {
  /** [n, 2]; null where they are not here. */
  readonly points: ReadonlySignal<Float32Array | null>;
  /** Of the user's own table; of standardised points otherwise. */
  readonly axes: ReadonlySignal<PlaneAxes>;
  dispose(): void;
}

/** What a panel of the uses of points receives. */
export interface PointUseProps {
  readonly model: SampleModel;
  readonly editor: Editor;
  readonly data: PointData;
}

/** Follows the open model. */
export function followPointData({ session }: Pick<SampleModel, 'session'>): PointData {
  const points = signal<Float32Array | null>(null);
  const axes = signal(STANDARD);
  const dispose = effect(() => {
    const model = session.model.value;
    const isCurrent = () => session.model.peek() === model;
    points.value = null;
    axes.value = STANDARD;
    if (!model) return;
    realPoints(model.config, model.source, SHOWN)
      .then(({ samples }) => {
        if (isCurrent()) points.value = samples;
      })
      .catch(() => {}); // the user's own data are not open here
    axesOf(model.config, model.source)
      .then((own) => {
        if (own && isCurrent()) axes.value = own;
      })
      .catch(() => {});
  });
  return { points, axes, dispose };
}
