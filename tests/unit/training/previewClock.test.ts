/** Previews take at most about a quarter of the time, of one run and of two in lockstep, on a machine of any speed. */
import { afterEach, expect, test, vi } from 'vitest';
import { type LockstepTrainer, runInLockstep } from '../../../src/training/lockstep';
import { PreviewClock } from '../../../src/training/previewClock';

let now = 0;
afterEach(() => {
  vi.restoreAllMocks();
  now = 0;
});

interface Speed {
  /** Milliseconds of a step, and of a preview. */
  readonly step: number;
  readonly preview: number;
}

/** A run whose time passes on a false clock: it draws by its preview clock, or after its leader. */
function fakeTrainer({ step: stepTime, preview }: Speed, steps: number, leader?: LockstepTrainer) {
  const clock = new PreviewClock();
  let step = 0;
  let followed = -1;
  const spent = { steps: 0, previews: 0 };
  const pass = (what: keyof typeof spent, milliseconds: number) => {
    now += milliseconds;
    spent[what] += milliseconds;
  };
  const trainer: LockstepTrainer = {
    get idle() {
      return step >= steps;
    },
    get ahead() {
      return step;
    },
    longestOperation: () => 0,
    hasEnded: false,
    stepsNext: 0,
    train: async () => [],
    get previewStep() {
      return clock.previewStep;
    },
    countOtherPreview: (milliseconds: number) => clock.recordOther(now, milliseconds),
    async advance() {
      if (step >= steps) return [];
      const due = leader && !leader.idle ? leader.previewStep !== followed : clock.isDue(now);
      if (due) {
        pass('previews', preview);
        clock.record(now, step, { milliseconds: preview });
        if (leader) followed = leader.previewStep;
      } else {
        pass('steps', stepTime);
        step += 1;
      }
      return [];
    },
  };
  return { trainer, spent };
}

/** Trains runs in lockstep to their ends. @returns the share of the time that previews took */
async function shareOfPreviews(speeds: readonly Speed[], steps: number): Promise<number> {
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const first = fakeTrainer(speeds[0], steps);
  const runs = [first, ...speeds.slice(1).map((speed) => fakeTrainer(speed, steps, first.trainer))];
  const lockstep = runInLockstep(
    runs.map(({ trainer }) => trainer),
    () => {},
  );
  await vi.waitFor(() => expect(runs.every(({ trainer }) => trainer.idle)).toBe(true), 10_000);
  lockstep.end();
  await lockstep.ended;
  const total = (what: 'steps' | 'previews') => runs.reduce((sum, { spent }) => sum + spent[what], 0);
  return total('previews') / (total('previews') + total('steps'));
}

test.each([
  ['one run', [{ step: 10, preview: 1000 }], 3000],
  [
    'two runs',
    [
      { step: 10, preview: 1000 },
      { step: 10, preview: 1000 },
    ],
    1500,
  ],
  [
    'two runs of images on a slow machine',
    [
      { step: 2000, preview: 12_000 },
      { step: 2100, preview: 15_000 },
    ],
    500,
  ],
  [
    'two runs, the second one slow to draw',
    [
      { step: 5, preview: 100 },
      { step: 5, preview: 2000 },
    ],
    3000,
  ],
  [
    'two runs, the first one slow to draw',
    [
      { step: 5, preview: 2000 },
      { step: 5, preview: 100 },
    ],
    3000,
  ],
] as const)('%s: at most about a quarter', async (_, speeds, steps) => {
  const share = await shareOfPreviews(speeds, steps);
  expect(share).toBeLessThan(0.27);
  expect(share).toBeGreaterThan(0.2); // and they do come
});
