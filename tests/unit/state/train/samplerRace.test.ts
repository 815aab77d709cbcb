import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../../src/config/fields';
import { openPlan } from '../../../../src/config/openPlan';
import { createProcess, PROCESSES } from '../../../../src/diffusion/processes';
import { SAMPLER_IDS } from '../../../../src/diffusion/samplers';
import { beginRun, type RunState } from '../../../../src/state/run/run';
import { measurementOfPoints } from '../../../../src/state/score';
import { createSamplerRace, RACE_POINTS, usualSamplers } from '../../../../src/state/train/samplerRace';
import type { Quality } from '../../../../src/types/quality';
import type { DrawRequest } from '../../../../workers/protocol';

const QUALITY = { energyDistance: 0.01, energyFloor: 0.005 } as Quality;

function createLab(config: Partial<RunConfig> = {}) {
  const run = signal<RunState | null>(
    beginRun({ runId: 3, config: { ...DEFAULT_CONFIG, T: 20, ...config } }),
  );
  const requests: DrawRequest[] = [];
  const cancelled: number[] = [];
  const problems: string[] = [];
  let during: () => void = () => undefined;
  const race = createSamplerRace({
    run,
    trainer: {
      draw: async (request) => {
        requests.push(request);
        during();
        return new Float32Array(2 * RACE_POINTS);
      },
      cancelDraw: async (runId) => void cancelled.push(runId),
    },
    measure: async () => measurementOfPoints(QUALITY),
    onProblem: (message) => problems.push(message),
    now: () => 0,
  });
  return { run, race, requests, cancelled, problems, whileDrawing: (act: () => void) => (during = act) };
}

test('every way starts from the same noise: one seed, one count, the averaged weights', async () => {
  const { race, requests, problems } = createLab();
  await race.start(['ddpm', 'heun']);
  expect(new Set(requests.map(({ seed, count, weights }) => `${seed} ${count} ${weights}`)).size).toBe(1);
  const { stepCounts, lanes } = race.race.value!;
  expect(stepCounts).toEqual([1, 2, 5, 10, 20]);
  expect(
    lanes.map(({ cells }) => cells.map((cell) => (cell.kind === 'drawn' ? cell.nfe : cell.kind))),
  ).toEqual([
    [1, 2, 5, 10, 20],
    [1, 3, 9, 19, 39], // Heun asks twice a step, but for the last
  ]);
  expect(problems).toEqual([]);
  expect(race.progress.value).toBeNull();
});

test('a way that a sampler refuses shows the reason and is not drawn', async () => {
  const { race, requests } = createLab({ prediction: 'v', zeroTerminalSnr: true });
  await race.start(['heun']);
  const { cells } = race.race.value!.lanes[0];
  expect(cells.every((cell) => cell.kind === 'refused' && cell.why.length > 20)).toBe(true);
  expect(requests).toEqual([]);
});

test('cancelling ends the draw and keeps the measurements so far', async () => {
  const { race, requests, cancelled, whileDrawing } = createLab();
  whileDrawing(() => requests.length === 3 && race.cancel());
  await race.start(['ddim']);
  expect(cancelled).toEqual([3]);
  const kinds = race.race.value!.lanes[0].cells.map(({ kind }) => kind);
  expect(kinds).toEqual(['drawn', 'waiting', 'waiting', 'waiting', 'waiting']);
  expect(race.progress.value).toBeNull();
});

test('the race of a run that is replaced is dropped', async () => {
  const { race, run, requests, whileDrawing } = createLab();
  whileDrawing(() => {
    if (requests.length === 3) run.value = beginRun({ runId: 4, config: DEFAULT_CONFIG });
  });
  await race.start(['ddim']);
  expect(race.race.value).toBeNull();
});

/** The prediction v is defined under every process. */
const V = { prediction: 'v', spacing: 'auto', eta: 0 } as const;

const planOf = (changes: Partial<RunConfig>) => {
  const config = { ...DEFAULT_CONFIG, ...V, samplingSteps: 10, ...changes };
  return openPlan(config, createProcess(config));
};

test('under flow matching Euler races in the place of DDIM, whose plan is the same there and nowhere else', () => {
  for (const process of Object.keys(PROCESSES) as RunConfig['process'][]) {
    const samplers = usualSamplers({ process });
    const [euler, ddim] = (['euler', 'ddim'] as const).map((sampler) => planOf({ process, sampler }));
    const same = euler.steps.every((step, i) => {
      const other = ddim.steps[i];
      if (step.kind !== 'linear' || other.kind !== 'linear') return false;
      return Math.abs(step.cXt - other.cXt) + Math.abs(step.cX0 - other.cX0) < 1e-12;
    });
    expect(same, process).toBe(process === 'flow');
    expect(samplers.includes('euler'), process).toBe(same);
    expect(samplers.includes('ddim'), process).toBe(!same);
  }
});

test('a sample of one evaluation is x̂₀ from pure noise, with every sampler and process', () => {
  let single = 0;
  for (const process of Object.keys(PROCESSES) as RunConfig['process'][])
    for (const sampler of SAMPLER_IDS) {
      const config = { ...DEFAULT_CONFIG, ...V, process, sampler, samplingSteps: 1 };
      let plan: ReturnType<typeof openPlan>;
      try {
        plan = openPlan(config, createProcess(config));
      } catch {
        continue; // a cell that is refused
      }
      if (plan.nfe !== 1) continue;
      single++;
      expect(plan.steps.at(-1), `${process} ${sampler}`).toMatchObject({
        kind: 'linear',
        cX0: 1,
        cXt: 0,
        cNoise: 0,
      });
    }
  expect(single).toBeGreaterThan(15);
});
