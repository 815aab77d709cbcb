import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { restUnseen } from '../../../src/state/rest';
import { beginRun, type RunState, reduce } from '../../../src/state/run';
import type { Phase } from '../../../workers/protocol';

function createScene() {
  const run = signal<RunState | null>(beginRun({ runId: 7, config: DEFAULT_CONFIG }));
  const seen = signal(true);
  const asked: string[] = [];
  const note = (name: string) => async () => {
    asked.push(name);
  };
  restUnseen({ run, seen: () => seen.value, trainer: { pause: note('pause'), resume: note('resume') } });
  const enter = (phase: Phase) => {
    run.value = reduce(run.value!, { runId: 7, type: 'phase', phase, step: 1 }, 0);
  };
  return { run, seen, asked, enter };
}

test('a run that is left rests, and goes on when it is seen again', () => {
  const { seen, asked, enter } = createScene();
  enter('training');
  seen.value = false;
  enter('paused');
  expect(asked).toEqual(['pause']);
  seen.value = true;
  enter('training');
  expect(asked).toEqual(['pause', 'resume']);
});

test('one that begins to train unseen rests at once', () => {
  const { seen, asked, enter } = createScene();
  seen.value = false;
  enter('compiling');
  expect(asked).toEqual([]);
  enter('training');
  expect(asked).toEqual(['pause']);
});

test('a run that the user paused stays paused, and another one is left alone', () => {
  const { run, seen, asked, enter } = createScene();
  enter('training');
  enter('paused');
  seen.value = false;
  seen.value = true;
  expect(asked).toEqual([]);
  enter('training');
  seen.value = false;
  run.value = beginRun({ runId: 8, config: DEFAULT_CONFIG });
  seen.value = true;
  expect(asked).toEqual(['pause']);
});
