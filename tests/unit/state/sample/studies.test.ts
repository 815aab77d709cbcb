/** The studies of the Sample view: panels from the same noise, and a curve of quality by evaluations. */
import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../../src/config/fields';
import { createNotices } from '../../../../src/state/notices';
import type { Activity } from '../../../../src/state/sample/drawing';
import type { LoadedModel } from '../../../../src/state/sample/session';
import { createSampleStudies } from '../../../../src/state/sample/studies';
import { measurementOfPoints } from '../../../../src/state/score';
import { createForm } from '../../../../src/state/settings';

const QUALITY = {
  energyDistance: 0.01,
  energyFloor: 0.005,
  energyError: 0,
  energyFloorSpread: 0.001,
  slicedWasserstein: 0.1,
  slicedFloor: 0.05,
  slicedError: 0,
  slicedFloorSpread: 0.002,
  count: 2000,
};

function createScene(changes: Partial<RunConfig> = {}) {
  const config: RunConfig = {
    ...DEFAULT_CONFIG,
    dataset: 'moons',
    sampler: 'ddim',
    samplingSteps: 20,
    ...changes,
  };
  const model = signal<LoadedModel | null>({
    id: 'one',
    label: 'One',
    card: null,
    config,
    weights: { ema: new Map() },
    file: { kind: 'mlp', config: {}, tensors: new Map(), run: null, training: null },
  });
  const drawn: [number, number | undefined][] = [];
  const notices = createNotices();
  const activity = signal<Activity | null>(null);
  const settings = signal(config);
  const measured: RunConfig[] = [];
  let onDraw = () => {};
  const studies = createSampleStudies({
    session: {
      model,
      activity,
      form: createForm(settings, () => {}),
      async draw(count, { samplingSteps }, abort) {
        drawn.push([count, samplingSteps]);
        onDraw();
        return abort?.aborted ? null : new Float32Array(2 * count);
      },
    },
    async measure({ config }) {
      measured.push(config);
      return measurementOfPoints(QUALITY);
    },
    notices,
  });
  return {
    studies,
    model,
    settings,
    activity,
    drawn,
    measured,
    notices,
    whenDrawing: (act: () => void) => (onDraw = act),
  };
}

test('panels draw few samples with each number of steps, the form’s own among them', async () => {
  const { studies, drawn } = createScene();
  await studies.drawPanels();
  expect(drawn).toEqual([1, 2, 5, 10, 20, 50].map((steps) => [600, steps]));
  expect(studies.panels.value.map(({ nfe }) => nfe)).toEqual([1, 2, 5, 10, 20, 50]);
  expect(studies.panelsProgress.value).toBeNull();
});

test('under guidance the panels say two network evaluations a step', async () => {
  const { studies } = createScene({ classes: true, guidance: 2 });
  await studies.drawPanels();
  expect(studies.panels.value.map(({ steps, nfe }) => [steps, nfe])).toEqual(
    [1, 2, 5, 10, 20, 50].map((steps) => [steps, 2 * steps]),
  );
});

test('a curve holds the scores of one sampler by its evaluations', async () => {
  const { studies } = createScene();
  await studies.measureCurve();
  const [curve] = [...studies.curves.value.values()];
  expect(curve.points.map(({ nfe, score }) => [nfe, score.value, score.n])).toEqual(
    [1, 2, 5, 10, 20, 50].map((nfe) => [nfe, 0.01, 2000]),
  );
});

test('cancelled, a study keeps the panels that it has', async () => {
  const { studies, drawn, whenDrawing } = createScene();
  whenDrawing(() => drawn.length === 3 && studies.cancel());
  await studies.drawPanels();
  expect(studies.panels.value.map(({ steps }) => steps)).toEqual([1, 2]);
  expect([drawn.length, studies.panelsProgress.value]).toEqual([3, null]);
});

test('another model drops the results of the one before', async () => {
  const { studies, model } = createScene();
  await studies.drawPanels();
  await studies.measureCurve();
  model.value = { ...model.value!, id: 'two' };
  expect([studies.panels.value, studies.curves.value.size]).toEqual([[], 0]);
});

test('a sampler that refuses every number of steps says why, once, as long as its model is open', async () => {
  const { studies, model, drawn, notices } = createScene({
    sampler: 'heun',
    prediction: 'v',
    zeroTerminalSnr: true,
  });
  await studies.measureCurve();
  expect(drawn).toEqual([]);
  expect(notices.list.value).toMatchObject([{ message: 'The sampler could not be measured.' }]);
  expect(notices.list.value[0].hint).not.toBe('');
  model.value = { ...model.value!, id: 'two' };
  expect(notices.list.value).toEqual([]);
});

test('nothing is studied while the session draws', async () => {
  const { studies, activity, drawn } = createScene();
  activity.value = { kind: 'sampling', done: 0 };
  await studies.drawPanels();
  await studies.measureCurve();
  expect(drawn).toEqual([]);
});

test('no curve is drawn of a model whose samples nothing can measure', async () => {
  const { studies, drawn } = createScene({ dataset: 'images' });
  await studies.measureCurve();
  expect(drawn).toEqual([]);
  await studies.drawPanels();
  expect(drawn.length).toBeGreaterThan(0);
});

test('curves of two classes, and of two scales, stand beside each other, each measured against its own class', async () => {
  const { studies, settings, measured } = createScene({ classes: true, guidance: 2 });
  for (const changes of [{ label: 1 }, { label: 0 }, { guidance: 3 }]) {
    settings.value = { ...settings.value, ...changes };
    await studies.measureCurve();
    expect(measured.at(-1)).toMatchObject(changes);
  }
  expect(studies.curves.value.size).toBe(3);
});
