/**
 * The editor holds what one does with the model of the Sample view beside drawing from noise: the pad, its undo, and what the model made of
 * it. Another model ends the act in progress, and drops the results.
 */
import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { UseId } from '../../../config/pageParameters';
import type { KnownCoordinate } from '../../../diffusion/exact/conditional';
import type { Conditional, TestPoints } from '../../../types/quality';
import type { SampleSession } from '../session';
import { type Acts, createActs, type DrawnPart } from './acts';
import type { DrawnClass } from './drawnClass';
import { blank, type PadContent } from './pad';
import type { SamplePath } from './path';
import { createUndoable, type Undoable } from './undoable';

/** Samples of one act, with what they were made of. */
export interface Edited {
  readonly use: UseId;
  /** In the order of the parts: [count, ...shape] of each. */
  readonly samples: readonly Float32Array[];
  readonly parts: readonly DrawnPart[];
  readonly seed: number;
}

/** Points of which one coordinate was known, and how far the other is from its exact distribution. */
export interface Line {
  readonly known: KnownCoordinate;
  /** [n, 2] */
  readonly points: Float32Array;
  readonly parts: readonly DrawnPart[];
  readonly seed: number;
  /** Null where the density of the data is not known. */
  readonly exact: Conditional | null;
  /** The scale with which a class was drawn; 1 where none was. */
  readonly guidance: number;
}

/** A path between two samples, and between what. */
interface Interpolated {
  readonly path: SamplePath;
  readonly between: string;
  readonly seed: number;
  /** Network evaluations of one of its samples. */
  readonly nfe: number;
  /** Of encoded images: how far the ends of the path are from them, root mean square of -1 … 1; null of noises and classes. */
  readonly missed: number | null;
}

/** A point with p(class | x) by the model and by the density of the data, [classes] each; the second is null where that is not known. */
interface ClassifiedPoint {
  readonly point: readonly [x: number, y: number];
  readonly errors: Float32Array;
  readonly posterior: Float32Array;
  readonly exact: Float32Array | null;
}

/** Of test samples, how many the model classified as they are labelled. */
interface Accuracy {
  readonly right: number;
  readonly of: number;
  /** Of points, what the exact density of the data reaches. */
  readonly bayes?: TestPoints['bayes'];
}

/** What came of the acts with the present model; null before. */
interface Results {
  readonly edited: Signal<Edited | null>;
  readonly line: Signal<Line | null>;
  readonly interpolated: Signal<Interpolated | null>;
  /** How well the model guesses the noise of an image under each class, [classes]. */
  readonly classified: Signal<{ readonly errors: Float32Array; readonly image: Float32Array } | null>;
  readonly classifiedPoint: Signal<ClassifiedPoint | null>;
  readonly accuracy: Signal<Accuracy | null>;
}

/** What came last of one use; null where another one came after it. */
export function editedBy({ results }: Pick<Editor, 'results'>, use: UseId): Edited | null {
  const { value } = results.edited;
  return value?.use === use ? value : null;
}

export interface Editor extends Acts, Undoable<PadContent | null> {
  /** [height, width, channels] of the model's images; null before one is open, and for points. */
  readonly shape: ReadonlySignal<readonly [number, number, number] | null>;
  /** [n, 2] points drawn in the plane, in standardised units, of a model of points. */
  readonly points: Undoable<Float32Array>;
  readonly results: Results;
  /** Draws the parts one after the other. */
  run(use: UseId, parts: readonly DrawnPart[]): Promise<void>;
  /**
   * @param samples gives [n, ...shape]; what it throws is the act's problem
   * @param place  receives [n, classes] errors, unless it was cancelled
   */
  classify(
    samples: () => Float32Array | Promise<Float32Array>,
    pairs: number,
    place: (errors: Float32Array) => void,
  ): Promise<void>;
  readonly settings: {
    readonly resamplings: Signal<number>;
    /** Of points, the coordinate that inpainting keeps. */
    readonly known: Signal<KnownCoordinate>;
    readonly strength: Signal<number>;
    /** Of what class a model draws that has learned some. */
    readonly drawn: Signal<DrawnClass>;
  };
  dispose(): void;
}

/** The session as an editor needs it. */
export type EditedSession = Pick<
  SampleSession,
  'model' | 'form' | 'samples' | 'draw' | 'classify' | 'editing'
>;

export function createEditor(session: EditedSession): Editor {
  const shape = signal<readonly [number, number, number] | null>(null);
  const { reset, ...pad } = createUndoable<PadContent | null>(null);
  const results: Results = {
    edited: signal(null),
    line: signal(null),
    interpolated: signal(null),
    classified: signal(null),
    classifiedPoint: signal(null),
    accuracy: signal(null),
  };
  const drawn = signal<DrawnClass>('settings');
  const acts = createActs(session);
  let opened = session.model.peek();

  const stopModel = effect(() => {
    if (session.model.value === opened) return;
    opened = session.model.value;
    acts.cancel();
    for (const result of Object.values(results)) result.value = null;
    acts.problem.value = null;
    drawn.value = 'settings'; // another model has other classes
  });
  const stopShape = effect(() => {
    const [height, width, channels, more] = session.samples.value?.trajectory.shape ?? [];
    if (channels === undefined || more !== undefined) return;
    if (shape.peek()?.join() === [height, width, channels].join()) return;
    shape.value = [height, width, channels];
    reset(blank([height, width, channels]));
  });

  return {
    ...acts,
    ...pad,
    shape,
    points: createUndoable(new Float32Array()),
    results,
    settings: {
      resamplings: signal(5),
      known: signal({ axis: 0, value: 0.5 }),
      strength: signal(0.6),
      drawn,
    },
    run: (use, parts) =>
      acts.act(parts.length, async (draw, seed) => {
        const samples: Float32Array[] = [];
        for (const part of parts) {
          const drawn = await draw(part);
          if (!drawn) return;
          samples.push(drawn);
        }
        results.edited.value = { use, samples, parts, seed };
      }),
    classify: (samples, pairs, place) =>
      acts.act(1, async (_, seed, signal) => {
        const values = await samples();
        if (signal.aborted) return;
        const errors = await session.classify({ samples: values, pairs, seed }, signal);
        if (errors) place(errors);
      }),
    dispose() {
      acts.cancel();
      stopModel();
      stopShape();
    },
  };
}
