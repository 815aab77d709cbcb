/** The sweep over numbers of evaluations: what is drawn, what it is measured by, and how it is cancelled. */
import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { familyOf } from '../../../../src/config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../../../../src/config/fields';
import { beginRun, type RunState } from '../../../../src/state/run/run';
import { measurementOfImages, measurementOfPoints } from '../../../../src/state/score';
import { sweptSteps } from '../../../../src/state/sweep';
import { createNfeSweep } from '../../../../src/state/train/nfeSweep';
import type { ImageQuality, Quality } from '../../../../src/types/quality';
import type { DrawRequest } from '../../../../workers/protocol';

const QUALITY = { energyDistance: 0.004, energyFloor: 0.001, energyFloorSpread: 0.0002 } as Quality;
const IMAGES = { frechet: 12, floor: { frechet: 3 } } as ImageQuality;

function createScene(config: Partial<RunConfig>, onDraw: (n: number) => void = () => {}) {
  const runs = {
    a: signal<RunState | null>(beginRun({ runId: 1, config: { ...DEFAULT_CONFIG, ...config } })),
    b: signal<RunState | null>(beginRun({ runId: 2, config: { ...DEFAULT_CONFIG, ...config } })),
  };
  const drawn: DrawRequest[] = [];
  const problems: string[] = [];
  const cancelled: number[] = [];
  const sweep = createNfeSweep({
    run: (slot) => runs[slot].value,
    trainer: {
      async draw(request) {
        drawn.push(request);
        onDraw(drawn.length);
        return new Float32Array(2 * request.count);
      },
      async cancelDraw(runId) {
        cancelled.push(runId);
      },
    },
    measure: async ({ config: { dataset } }) => {
      if (familyOf(dataset) === 'points') return measurementOfPoints(QUALITY);
      return dataset === 'mnist' ? measurementOfImages(IMAGES) : null;
    },
    onProblem: (message) => problems.push(message),
  });
  return { sweep, drawn, problems, cancelled };
}

describe('the sweep', () => {
  test('of points draws both models with 1, 2, 5 … and all steps, in turn', async () => {
    const { sweep, drawn, problems } = createScene({ T: 20, samplingSteps: 20 });
    await sweep.measure();
    expect(drawn.map(({ overrides }) => overrides?.samplingSteps)).toEqual([
      1, 1, 2, 2, 5, 5, 10, 10, 20, 20,
    ]);
    expect(drawn.map(({ runId }) => runId)).toEqual([1, 2, 1, 2, 1, 2, 1, 2, 1, 2]);
    const points = sweep.result.value!.points.a;
    expect(points.map(({ nfe }) => nfe)).toEqual([1, 2, 5, 10, 20]);
    expect(points[0].score).toMatchObject({ value: 0.004, floor: 0.001, spread: 0.0002 });
    expect([sweep.progress.value, problems]).toEqual([null, []]);
  });

  test('of images is measured by the classifier, and leaves out the largest numbers of steps', async () => {
    const config = { dataset: 'mnist', T: 1000 } as const;
    expect(sweptSteps(config)).toEqual([1, 2, 5, 10, 20, 50]);
    const { sweep } = createScene(config);
    await sweep.measure();
    expect(sweep.result.value!.points.b[0].score).toMatchObject({ value: 12, floor: 3 });
  });

  test('says of images that no classifier knows why they have no figures', async () => {
    const { sweep } = createScene({ dataset: 'pixel-faces', T: 5 });
    await sweep.measure();
    expect(sweep.result.value!.points.a).toEqual([]);
    expect(sweep.result.value!.refusals.a[0]).toContain('no classifier');
  });

  test('cancelled keeps its measurements, and can run again', async () => {
    let cancel = () => {};
    const scene = createScene({ T: 20 }, (n) => {
      if (n === 4) cancel();
    });
    cancel = () => void scene.sweep.cancel();
    await scene.sweep.measure();
    expect(scene.sweep.result.value!.points.a.map(({ nfe }) => nfe)).toEqual([1, 2]);
    expect(scene.cancelled).toEqual([2]); // the run that is drawing
    expect(scene.sweep.progress.value).toBeNull();
    await scene.sweep.measure();
    expect(scene.sweep.result.value!.points.b).toHaveLength(5);
  });
});
