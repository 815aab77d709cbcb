/**
 * The editor holds what one does with the model of the Sample view beside drawing from noise: the pad, its undo, and the samples that the
 * model made of it. One act at a time; a new one, another model and Cancel end the one before.
 */
import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { RunConfig } from '../../../config/fields';
import { messageOf } from '../../../lib/diagnostic';
import type { Edit } from '../../../types/edit';
import type { SampleSession } from '../session';
import { blank, type PadContent } from './pad';

/** What can be done with a model, by its id in a link. */
export const USES = { inpaint: 'Inpaint', edit: 'Edit' } as const;
export type UseId = keyof typeof USES;

export interface DrawnPart {
  readonly edit: Edit;
  readonly count: number;
  readonly overrides: Partial<RunConfig>;
}

/** Samples of one act, with what they were made of. */
interface Edited {
  readonly use: UseId;
  /** In the order of the parts: [count, ...shape] of each. */
  readonly samples: readonly Float32Array[];
  readonly parts: readonly DrawnPart[];
  readonly seed: number;
}

export interface Editor {
  /** [height, width, channels] of the model's images; null before one is open, and for points. */
  readonly shape: ReadonlySignal<readonly [number, number, number] | null>;
  readonly content: ReadonlySignal<PadContent | null>;
  readonly canUndo: ReadonlySignal<boolean>;
  /** Replaces the content; what was there can be had again by `undo`. */
  replace(content: PadContent): void;
  /** Goes on with the stroke that `replace` began. */
  amend(content: PadContent): void;
  undo(): void;
  readonly result: ReadonlySignal<Edited | null>;
  /** Share of the act that is done; null while there is none. */
  readonly progress: ReadonlySignal<number | null>;
  readonly problem: ReadonlySignal<string | null>;
  run(use: UseId, parts: readonly DrawnPart[]): Promise<void>;
  cancel(): void;
  readonly settings: {
    readonly resamplings: Signal<number>;
    readonly strength: Signal<number>;
  };
  dispose(): void;
}

/** The session as an editor needs it. */
export type EditedSession = Pick<SampleSession, 'model' | 'form' | 'samples' | 'draw' | 'editing'>;

/** Contents that can be had again. */
const MOST_UNDO = 50;

export function createEditor(session: EditedSession): Editor {
  const shape = signal<readonly [number, number, number] | null>(null);
  const content = signal<PadContent | null>(null);
  const past = signal<readonly PadContent[]>([]);
  const canUndo = signal(false);
  const result = signal<Edited | null>(null);
  const progress = signal<number | null>(null);
  const problem = signal<string | null>(null);
  let controller = new AbortController();
  let opened = session.model.peek();

  function cancel() {
    controller.abort();
    progress.value = null;
  }
  const stopModel = effect(() => {
    if (session.model.value === opened) return;
    opened = session.model.value;
    cancel();
    result.value = null;
    problem.value = null;
  });
  const stopShape = effect(() => {
    const [height, width, channels, more] = session.samples.value?.trajectory.shape ?? [];
    if (channels === undefined || more !== undefined) return;
    if (shape.peek()?.join() === [height, width, channels].join()) return;
    shape.value = [height, width, channels];
    content.value = blank([height, width, channels]);
    past.value = [];
    canUndo.value = false;
  });

  /** @returns the samples of each part; null where it was cancelled */
  async function draw(parts: readonly DrawnPart[], seed: number, { signal }: AbortController) {
    const samples: Float32Array[] = [];
    let follows = false; // the first value is of an edit before
    const stopProgress = effect(() => {
      const share = session.editing.value;
      if (follows && !signal.aborted) progress.value = (samples.length + share) / parts.length;
    });
    follows = true;
    try {
      for (const { edit, count, overrides } of parts) {
        const drawn = await session.draw(count, { ...overrides, seed }, signal, edit);
        if (!drawn) return null;
        samples.push(drawn);
        if (!signal.aborted) progress.value = samples.length / parts.length;
      }
      return samples;
    } finally {
      stopProgress();
    }
  }

  return {
    shape,
    content,
    canUndo,
    result,
    progress,
    problem,
    settings: { resamplings: signal(5), strength: signal(0.6) },
    replace(next) {
      const before = content.peek();
      if (before) past.value = [...past.peek(), before].slice(-MOST_UNDO);
      canUndo.value = before !== null;
      content.value = next;
    },
    amend(next) {
      content.value = next;
    },
    undo() {
      const before = past.peek().at(-1);
      if (!before) return;
      past.value = past.peek().slice(0, -1);
      canUndo.value = past.peek().length > 0;
      content.value = before;
    },
    async run(use, parts) {
      cancel();
      const own = new AbortController();
      controller = own;
      const { seed } = session.form.config.peek();
      problem.value = null;
      progress.value = 0;
      try {
        const samples = await draw(parts, seed, own);
        if (samples && !own.signal.aborted) result.value = { use, samples, parts, seed };
      } catch (error) {
        if (!own.signal.aborted) problem.value = messageOf(error);
      } finally {
        if (controller === own) progress.value = null;
      }
    },
    cancel,
    dispose() {
      cancel();
      stopModel();
      stopShape();
    },
  };
}
