/** Acts draw with the model of a session, one at a time: a new act, and `cancel`, end the one before. */
import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { RunConfig } from '../../../config/fields';
import { messageOf } from '../../../lib/diagnostic';
import type { Edit } from '../../../types/edit';
import type { SampleSession } from '../session';

export interface DrawnPart {
  readonly edit: Edit;
  readonly count: number;
  readonly overrides: Partial<RunConfig>;
}

/** Draws for an act. @returns [count, ...shape]; null where the act was cancelled */
export type DrawPart = (part: DrawnPart) => Promise<Float32Array | null>;

type Work = (draw: DrawPart, seed: number, signal: AbortSignal) => Promise<void>;

export interface Acts {
  /** Share of the act that is done; null while there is none. */
  readonly progress: ReadonlySignal<number | null>;
  /** What went wrong with the last act. */
  readonly problem: Signal<string | null>;
  /**
   * Runs an act that draws with the seed of the form.
   * @param expected how many draws it will need, for its progress
   */
  act(expected: number, work: Work): Promise<void>;
  cancel(): void;
}

export function createActs(session: Pick<SampleSession, 'form' | 'draw' | 'editing'>): Acts {
  const progress = signal<number | null>(null);
  const problem = signal<string | null>(null);
  let controller = new AbortController();

  function cancel() {
    controller.abort();
    progress.value = null;
  }

  return {
    progress,
    problem,
    cancel,
    async act(expected, work) {
      cancel();
      const own = new AbortController();
      controller = own;
      const { signal } = own;
      const { seed } = session.form.config.peek();
      problem.value = null;
      progress.value = 0;
      let drawn = 0;
      let follows = false; // the first value is of an edit before
      const report = (share: number) => {
        if (!signal.aborted) progress.value = Math.min(1, (drawn + share) / expected);
      };
      const stopProgress = effect(() => {
        const share = session.editing.value;
        if (follows) report(share);
      });
      follows = true;
      const draw: DrawPart = async ({ edit, count, overrides }) => {
        const samples = await session.draw(count, { ...overrides, seed }, signal, edit);
        drawn++;
        report(0);
        return signal.aborted ? null : samples;
      };
      try {
        await work(draw, seed, signal);
      } catch (error) {
        if (!signal.aborted) problem.value = messageOf(error);
      } finally {
        stopProgress();
        if (controller === own) progress.value = null;
      }
    },
  };
}
