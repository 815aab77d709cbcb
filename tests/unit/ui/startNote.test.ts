/** What is said, and how far the bar is, before a run's first step is done. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { beginRun, type RunEvent, type RunState, reduce } from '../../../src/state/run/run';
import type { BackendReport } from '../../../src/types/backend';
import type { Trajectory } from '../../../src/types/trajectory';
import { startNote, startProgress } from '../../../src/ui/findings';

const begun = beginRun({ runId: 1, config: DEFAULT_CONFIG });
const apply = (...events: readonly RunEvent[]): RunState =>
  events.reduce((state, event) => reduce(state, event, 0), begun);
const phase = (name: RunState['phase']): RunEvent => ({ runId: 1, type: 'phase', phase: name, step: 0 });
const backend = (id: 'wasm' | 'webgpu'): RunEvent => ({
  runId: 1,
  type: 'backend',
  report: { backend: id } as BackendReport,
});
const preview = (done: number): RunEvent => ({ runId: 1, type: 'preview', done });
const shaders = (done: number, total: number): RunEvent => ({ runId: 1, type: 'shaders', done, total });
const samples: RunEvent = {
  runId: 1,
  type: 'samples',
  step: 0,
  trajectory: {} as Trajectory,
  weights: 'ema',
};

describe('before the first step', () => {
  test('the bar fills with the samples of the untrained network, and has no length while nothing measures the progress', () => {
    expect(startProgress([null])).toBeNull();
    expect(startProgress([begun])).toBeNull();
    const drawing = apply(phase('compiling'), backend('wasm'), preview(0.4));
    expect(startProgress([drawing])).toEqual({ share: 0.4, text: 'first samples 40% done' });
    expect(startNote(drawing)).toContain('40%');
    const drawn = reduce(drawing, samples, 0);
    expect(startProgress([drawn])).toBeNull();
    expect(startNote(drawn)).toContain('first work');
    expect(startNote(drawn)).not.toContain('%');
  });

  test('of two runs the bar shows both, and what was drawn counts as drawn', () => {
    const drawing = apply(phase('compiling'), preview(0.5));
    const drawn = apply(phase('compiling'), samples);
    expect(startProgress([drawing, apply(phase('compiling'))])?.share).toBe(0.25);
    expect(startProgress([drawn, drawing])?.share).toBe(0.75);
  });

  test('then it fills with the shaders of the first step, where these are counted', () => {
    const compiling = apply(phase('compiling'), backend('webgpu'), samples, shaders(3, 12));
    expect(startProgress([compiling])).toEqual({ share: 0.25, text: 'shaders 3 of 12 done' });
    expect(startNote(compiling)).toContain('3 of 12');
    // the first of two runs in lockstep has compiled, and trains
    const trains = apply(phase('compiling'), samples, shaders(12, 12), phase('training'));
    expect(startProgress([trains])).toBeNull();
    expect(startProgress([trains, compiling])?.share).toBe(0.25);
    expect(startProgress([apply(phase('compiling'), samples, shaders(6, 6)), compiling])?.share).toBe(0.5);
  });

  test('shaders are only named where there are some', () => {
    expect(startNote(apply(phase('compiling'), backend('webgpu')))).toContain('shaders');
    expect(startNote(apply(phase('compiling'), backend('wasm')))).not.toContain('shaders');
    expect(startNote(apply(phase('compiling'), backend('wasm'), samples))).not.toContain('shaders');
  });

  test('nothing is said of a start that is over, and its progress is gone', () => {
    const training = apply(phase('compiling'), preview(0.5), phase('training'));
    expect(startNote(training)).toBeNull();
    expect(startProgress([training])).toBeNull();
    expect(startNote(null)).toBeNull();
  });
});
