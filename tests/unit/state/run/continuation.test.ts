import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../src/config/fields';
import { nextTraining } from '../../../../src/state/run/continuation';
import { beginRun, reduce } from '../../../../src/state/run/run';
import type { Phase } from '../../../../src/types/run';

const CONFIG = { ...DEFAULT_CONFIG, trainingSteps: 300 };

const runIn = (phase: Phase, step: number) =>
  reduce(beginRun({ runId: 1, config: CONFIG }), { runId: 1, type: 'phase', phase, step }, 0);

const after = (phase: Phase, step: number, changes: Partial<typeof CONFIG> = {}) =>
  nextTraining(runIn(phase, step), { ...CONFIG, ...changes }, undefined);

test('without a run, and before its first step, a press begins one', () => {
  expect(nextTraining(null, CONFIG, undefined)).toEqual({ kind: 'begin' });
  expect(after('paused', 0)).toEqual({ kind: 'begin' });
  expect(after('failed', 0, { learningRate: 1e-3 })).toEqual({ kind: 'begin' });
});

test('a paused run and one that failed after some steps resume, with more steps in the form too', () => {
  expect(after('paused', 35)).toEqual({ kind: 'resume', from: 35 });
  expect(after('paused', 35, { trainingSteps: 500 })).toEqual({ kind: 'resume', from: 35 });
  expect(after('failed', 35)).toEqual({ kind: 'resume', from: 35 });
});

test('a run that is done trains for as many steps again, or up to the number in the form', () => {
  expect(after('done', 300)).toEqual({ kind: 'more', steps: 300 });
  expect(after('done', 300, { trainingSteps: 400 })).toEqual({ kind: 'more', steps: 100 });
});

test('changed settings train anew; those of sampling change nothing', () => {
  expect(after('done', 300, { schedule: 'linear' })).toEqual({ kind: 'anew' });
  expect(after('paused', 35, { trainingSteps: 20 })).toEqual({ kind: 'anew' });
  expect(after('done', 300, { sampler: 'ddim' })).toEqual({ kind: 'more', steps: 300 });
});
