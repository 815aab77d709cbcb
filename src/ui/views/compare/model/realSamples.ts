/** Real samples for both sides: the same object where both have the same data. */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { RunConfig } from '../../../../config/fields';
import { SIDES, type Side } from '../../../../state/compare/comparison';
import { realSample } from '../../../families/realImages';
import { dataOf, isSameData, type RealSample, type ShownData } from '../../../families/realSample';
import type { Lab } from '../../../shell/lab';

/** Enough to show the shape of a distribution of points, and a few tiles of images. */
const SAMPLE_COUNT = { points: 1500, images: 16 };

interface Request {
  readonly data: ShownData;
  readonly real: Promise<RealSample>;
}

export interface RealSamples {
  readonly samples: Readonly<Record<Side, ReadonlySignal<RealSample | null>>>;
  dispose(): void;
}

/** @param configs the configuration that each side shows */
export function followRealSamples(
  lab: Pick<Lab, 'settings'>,
  configs: Readonly<Record<Side, ReadonlySignal<RunConfig>>>,
): RealSamples {
  const samples = { a: signal<RealSample | null>(null), b: signal<RealSample | null>(null) };
  const requests: Record<Side, Request | null> = { a: null, b: null };
  const stops = SIDES.map((side) =>
    effect(() => {
      const data = dataOf(configs[side].value, lab.settings.source.value);
      if (isSameData(requests[side]?.data ?? null, data)) return;
      const shared = Object.values(requests).find((other) => other && isSameData(other.data, data));
      const request = shared ?? { data, real: realSample(data, data.source, SAMPLE_COUNT) };
      requests[side] = request;
      request.real
        .then((loaded) => {
          if (requests[side] === request) samples[side].value = loaded;
        })
        .catch(() => {
          // There is no file or drawing yet: Train both reports it when it is pressed.
          if (requests[side] !== request) return;
          requests[side] = null;
          samples[side].value = null;
        });
    }),
  );
  return {
    samples,
    dispose() {
      for (const stop of stops) stop();
    },
  };
}
