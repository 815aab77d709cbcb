import { computed, signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { createComparison } from '../../../src/state/compare/comparison';
import { createHistory, differingFields } from '../../../src/state/history';
import { createSettings, settingsPart } from '../../../src/state/settings';

function createScene() {
  let time = 0;
  const history = createHistory(() => time);
  const settings = createSettings();
  const visible = signal(true);
  const forget = history.track(settingsPart(settings, () => visible.value));
  const wait = (milliseconds: number) => {
    time += milliseconds;
  };
  const set = (name: keyof typeof DEFAULT_CONFIG, value: unknown) => {
    wait(5000);
    settings.set(name, value);
  };
  return { history, settings, set, wait, visible, forget, config: () => settings.config.value };
}

test('undo takes back one setting at a time, redo sets it again', () => {
  const { history, set, config } = createScene();
  const { schedule, T } = config();
  set('schedule', 'linear');
  set('T', 500);
  expect(history.undo()).toEqual({ fields: ['T'] });
  expect([config().schedule, config().T]).toEqual(['linear', T]);
  history.undo();
  expect(config().schedule).toBe(schedule);
  expect([history.undo(), history.canUndo.value, history.canRedo.value]).toEqual([null, false, true]);
  history.redo();
  history.redo();
  expect([config().schedule, config().T]).toEqual(['linear', 500]);
  expect(history.redo()).toBeNull();
});

test('a setting after an undo ends what could be redone', () => {
  const { history, set, config } = createScene();
  set('T', 500);
  history.undo();
  set('T', 700);
  expect(history.canRedo.value).toBe(false);
  history.undo();
  expect(config().T).toBe(DEFAULT_CONFIG.T);
});

test('the digits of one number are one entry; two fields and a later change are not', () => {
  const { history, settings, set, wait, config } = createScene();
  set('T', 5);
  wait(200);
  settings.set('T', 50);
  wait(200);
  settings.set('T', 500);
  wait(200);
  settings.set('seed', 9);
  set('seed', 8);
  history.undo();
  expect(config().seed).toBe(9);
  history.undo();
  expect([config().seed, config().T]).toEqual([DEFAULT_CONFIG.seed, 500]);
  history.undo();
  expect(config().T).toBe(DEFAULT_CONFIG.T);
});

test('an opened model is one entry, with its data; a data set of another family takes its network along', () => {
  const { history, settings, set, wait, config } = createScene();
  const source = { kind: 'points', name: 'a.csv', points: Float32Array.of(1, 2) } as const;
  wait(5000);
  settings.replace({ ...DEFAULT_CONFIG, dataset: 'csv', T: 30 }, source);
  expect(history.undo()?.fields).toEqual(['dataset', 'T']);
  expect([config(), settings.source.value]).toEqual([DEFAULT_CONFIG, undefined]);
  history.redo();
  expect(settings.source.value).toBe(source);
  history.undo();
  set('dataset', 'mnist');
  expect(config().model).toBe('unet');
  history.undo();
  expect(config()).toEqual(DEFAULT_CONFIG);
});

test('what the view does not show is not undone; what has no meaning any more is forgotten', () => {
  const { history, set, visible, forget } = createScene();
  set('T', 500);
  visible.value = false;
  expect(history.undo()).toBeNull();
  visible.value = true;
  forget();
  expect(history.undo()).toBeNull();
});

test('an action on two parts is one entry: a setting that is shared again', () => {
  const { history, settings, wait } = createScene();
  const comparison = createComparison(settings);
  history.track({
    value: computed(() => comparison.own.value),
    restore: comparison.restore,
    differences: (before, after) => [
      ...new Set([...differingFields(before.a, after.a), ...differingFields(before.b, after.b)]),
    ],
    isVisible: () => true,
  });
  wait(5000);
  comparison.add('T');
  wait(5000);
  const own = comparison.own.value;
  comparison.sides.a.set('schedule', 'sigmoid');
  wait(5000);
  comparison.share('schedule');
  expect(settings.config.value.schedule).toBe('sigmoid');
  history.undo();
  expect([settings.config.value.schedule, comparison.own.value.a.schedule]).toEqual([
    DEFAULT_CONFIG.schedule,
    'sigmoid',
  ]);
  history.undo();
  expect(comparison.own.value).toEqual(own);
});
