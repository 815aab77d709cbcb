/** The study of both sides over settings and seeds: what is drawn, from which noise, what is kept, and how it ends. */
import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { familyOf } from '../../../../src/config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../../../../src/config/fields';
import { cellsBySide, createPairStudy } from '../../../../src/state/compare/pairStudy';
import { pairRows, withVerdicts } from '../../../../src/state/compare/pairTable';
import { stepSettings } from '../../../../src/state/compare/stepStudy';
import { beginRun, type RunState, reduce } from '../../../../src/state/run/run';
import { measurementOfImages, measurementOfPoints } from '../../../../src/state/score';
import type { ImageQuality, Quality } from '../../../../src/types/quality';
import type { DrawRequest } from '../../../../workers/protocol';

const POINTS = { T: 20, samplingSteps: 20, sampler: 'ddim' } as const;
const IMAGES = { dataset: 'mnist', model: 'unet', T: 20, sampler: 'ddim' } as const;

const runOf = (runId: number, config: RunConfig, phase: 'done' | 'training' = 'done'): RunState =>
  reduce(beginRun({ runId, config }), { runId, type: 'phase', phase, step: 9 }, 0);

interface Options {
  readonly config?: Partial<RunConfig>;
  readonly ofB?: Partial<RunConfig>;
  readonly onDraw?: (n: number) => void;
}

/** The energy distance of a set says which run, how many steps and which real data it is of. */
function createScene({ config = POINTS, ofB = {}, onDraw = () => {} }: Options = {}) {
  const shared = { ...DEFAULT_CONFIG, ...config };
  const runs = {
    a: signal<RunState | null>(runOf(1, { ...shared, seed: 7 })),
    b: signal<RunState | null>(runOf(2, { ...shared, seed: 8, ...ofB })),
  };
  const requests: DrawRequest[] = [];
  const references: (number | undefined)[] = [];
  const cancelled: number[] = [];
  const problems: string[] = [];
  let time = 0;
  const study = createPairStudy({
    run: (slot) => runs[slot].value,
    settings: stepSettings,
    trainer: {
      async draw(request) {
        requests.push(request);
        onDraw(requests.length);
        time += 10;
        return new Float32Array(2 * request.count).fill(request.runId / request.overrides!.samplingSteps!);
      },
      async cancelDraw(runId) {
        cancelled.push(runId);
      },
    },
    async measure({ config: { dataset } }, samples, reference) {
      references.push(reference);
      const value = samples[0] + 1e-3 * reference!;
      const floor = { frechet: 1 + reference! } as ImageQuality;
      if (familyOf(dataset) === 'images')
        return dataset === 'mnist'
          ? measurementOfImages({
              frechet: value,
              floor,
              count: samples.length / 2,
            } as unknown as ImageQuality)
          : null;
      const energy = { energyDistance: value, energyFloor: 0.001, energyError: 0, energyFloorSpread: 0.0002 };
      return measurementOfPoints({ ...energy, count: samples.length / 2 } as Quality);
    },
    onProblem: (message) => problems.push(message),
    now: () => time,
  });
  return { study, runs, requests, references, cancelled, problems };
}

describe('quality against steps', () => {
  test('draws both sides at 1, 2, 5, 10, 20, 50, 100 and all steps with each seed, from the same noise', async () => {
    const { study, requests, references, problems } = createScene({ config: { ...POINTS, T: 200 } });
    await study.measure(3);
    const of = (runId: number) =>
      requests
        .filter((request) => request.runId === runId)
        .map(({ runId: _, id: __, ...request }) => request);
    expect(of(1)).toEqual(of(2)); // seed of the noise, count, steps and weights, in spite of other training seeds
    expect(
      of(1)
        .map(({ overrides }) => overrides?.samplingSteps)
        .slice(0, 8),
    ).toEqual([1, 2, 5, 10, 20, 50, 100, 200]);
    expect(requests).toHaveLength(8 * 2 * 3);
    expect(requests.every(({ count, weights }) => count === 2000 && weights === 'ema')).toBe(true);
    expect(new Set(requests.map(({ seed }) => seed)).size).toBe(3);
    expect(references.filter((reference) => reference === 2)).toHaveLength(16); // both sides, the same real data
    expect([study.progress.value, problems]).toEqual([null, []]);
  });

  test('of images draws 512 a side in parts with noise of their own, and not all steps', async () => {
    const { study, requests } = createScene({ config: IMAGES });
    await study.measure(1);
    const [first] = requests;
    const ofFirst = requests.filter(
      ({ runId, overrides }) => runId === 1 && overrides?.samplingSteps === first.overrides?.samplingSteps,
    );
    expect(ofFirst.reduce((sum, { count }) => sum + count, 0)).toBe(512);
    expect(new Set(ofFirst.map(({ seed }) => seed)).size).toBe(ofFirst.length);
    expect(Math.max(...requests.map(({ overrides }) => overrides!.samplingSteps!))).toBe(10);
    expect(study.result.value!.cells[0].score).toMatchObject({ kind: 'Fréchet distance', n: 512, floor: 2 });
  });

  test('swapped slots swap every number', async () => {
    const { study } = createScene();
    await study.measure(3);
    const rows = (swapped: boolean) =>
      withVerdicts(
        pairRows(cellsBySide(study.result.value, (slot) => (swapped ? (slot === 'a' ? 'b' : 'a') : slot))),
      );
    const [plain, swapped] = [rows(false), rows(true)];
    expect(plain.length).toBe(5);
    for (const [i, row] of plain.entries()) {
      expect(swapped[i].values).toEqual({ a: row.values.b, b: row.values.a });
      expect(row.verdict).toMatchObject({ kind: 'better', side: 'a' });
      expect(swapped[i].verdict).toEqual({ ...row.verdict, side: 'b' });
    }
  });

  test('more seeds add to those that are there', async () => {
    const { study, requests } = createScene();
    await study.measure(3);
    const before = study.result.value!.cells;
    expect(study.missing(3)).toEqual([]);
    expect(study.missing(5)).toEqual([4, 5]);
    await study.measure(5);
    expect(study.result.value!.cells.slice(0, before.length)).toEqual(before);
    expect(requests).toHaveLength(5 * 2 * 5);
  });

  test('cancelled keeps its scores, and another run draws only what is missing', async () => {
    let cancel = () => {};
    const scene = createScene({ onDraw: (n) => n === 14 && cancel() });
    cancel = () => scene.study.cancel();
    await scene.study.measure(3);
    expect(scene.study.result.value!.cells).toHaveLength(13);
    expect(scene.cancelled).toEqual([2]); // the run that is drawing
    expect(scene.study.progress.value).toBeNull();
    expect(scene.study.missing(3)).toEqual([2, 3]);
    cancel = () => {};
    await scene.study.measure(3);
    expect(scene.study.result.value!.cells).toHaveLength(30);
    expect(scene.requests).toHaveLength(31); // the one that was cancelled twice
  });

  test('progress counts network evaluations, and tells the time that is left', async () => {
    const seen: number[] = [];
    const scene = createScene({
      onDraw() {
        const { done, total, left } = scene.study.progress.value!;
        seen.push(done / total);
        if (done > 0) expect(left).toBeGreaterThan(0);
      },
    });
    await scene.study.measure(1);
    expect(seen[0]).toBe(0);
    expect(seen).toEqual([...seen].sort((p, q) => p - q));
    expect(seen.at(-1)).toBeCloseTo((76 - 20) / 76, 6); // 2 (1 + 2 + 5 + 10 + 20) evaluations, the last 20 under way
  });

  test('is dropped with its weights or its sampler, and does not begin while a side trains', async () => {
    const changes: ((run: RunState) => RunState | null)[] = [
      () => null,
      (run) => ({ ...run, step: 10 }),
      (run) => ({ ...run, config: { ...run.config, sampler: 'ddpm' } }),
    ];
    for (const change of changes) {
      const { study, runs } = createScene();
      await study.measure(1);
      expect(study.result.value).not.toBeNull();
      runs.b.value = change(runs.b.value!);
      expect(study.result.value).toBeNull();
    }
    const { study, runs, requests } = createScene();
    runs.a.value = runOf(1, runs.a.value!.config, 'training');
    await study.measure(1);
    expect(requests).toEqual([]);
  });

  test('sides with other T are compared where both have the number of steps', async () => {
    const { study } = createScene({ ofB: { T: 7 } });
    await study.measure(3);
    const rows = withVerdicts(pairRows(cellsBySide(study.result.value, (slot) => slot)));
    expect(rows.map(({ x, values }) => [x, values.a.length, values.b.length])).toEqual([
      [1, 3, 3],
      [2, 3, 3],
      [5, 3, 3],
      [7, 0, 3],
      [10, 3, 0],
      [20, 3, 0],
    ]);
    expect(rows[4].verdict.kind).toBe('unknown');
  });

  test('says why a side has no score', async () => {
    const { study } = createScene({ config: { ...IMAGES, dataset: 'pixel-faces', T: 2 } });
    await study.measure(1);
    expect(study.result.value!.cells).toEqual([]);
    expect(study.result.value!.refusals.a[0].why).toContain('no classifier');
    expect(study.missing(3)).toEqual([]);
  });
});
