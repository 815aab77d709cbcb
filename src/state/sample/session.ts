/** A sampling session draws from one trained model: the gallery to choose it from, the sampler's settings, and its samples. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { EventHandler, TrainerApi } from '../../../workers/protocol';
import type { RunConfig } from '../../config/fields';
import type { ModelCard, ModelEntry } from '../../interop/modelCard';
import type { ModelFile } from '../../interop/modelFile';
import type { TrainingRecord } from '../../interop/trainingFile';
import type { TrajectoryFile } from '../../interop/trajectoryFile';
import { type Diagnostic, messageOf } from '../../lib/diagnostic';
import type { DataSource } from '../../types/dataSource';
import type { FileWeights } from '../../types/weights';
import * as words from '../../words/state/sample';
import type { RunState } from '../run/run';
import type { Form } from '../settings';
import { type Activity, createSessionDrawing, type SessionDrawing, type SessionSamples } from './drawing';
import { createSessionSettings, isRecordedWith } from './settings';

/** A loaded model: its network, its weights and its card. */
export interface LoadedModel {
  /** Id of the gallery, or '' for a file of the user's. */
  readonly id: string;
  readonly label: string;
  readonly card: ModelCard | null;
  readonly config: RunConfig;
  readonly weights: FileWeights;
  readonly record?: TrainingRecord;
  /** The file it was read from, to save it again. */
  readonly file: ModelFile;
  readonly source?: DataSource;
  /** What its training began from, of a run of this page. */
  readonly base?: RunState['base'];
  /** Training steps of its weights, of a run of this page. */
  readonly step?: number;
  /** Id in the library of the run whose weights it has. */
  readonly recordId?: string;
  /** The settings that the file leaves open, and the assumed values. */
  readonly notices?: readonly string[];
  /** Samples that ship with the model, for the first look. */
  readonly recorded?: TrajectoryFile;
}

export interface SampleSession {
  /** Null until it is fetched. */
  readonly gallery: ReadonlySignal<readonly ModelEntry[] | null>;
  readonly model: ReadonlySignal<LoadedModel | null>;
  /** The sampler's settings, over the configuration of the model. */
  readonly form: Form;
  readonly count: Signal<number>;
  readonly run: ReadonlySignal<RunState | null>;
  readonly activity: ReadonlySignal<Activity | null>;
  readonly samples: ReadonlySignal<SessionSamples | null>;
  /** [count, ...shape] the network's guesses x̂0 of a draw in progress; null while there is none. */
  readonly guesses: ReadonlySignal<Float32Array | null>;
  readonly failure: ReadonlySignal<Diagnostic | null>;
  /** Fetches the gallery and opens a model of it; does nothing where one is open. @param id the preferred model */
  begin(id?: string): Promise<void>;
  choose(id: string): Promise<void>;
  /**
   * Opens a model of a file or of the run in Train; where that fails and no model is open, the gallery's first one.
   * @param load may throw; the message is for the user
   * @param refusal what it is that failed, as a sentence
   * @returns whether it is open
   */
  open(load: () => Promise<LoadedModel>, refusal?: string): Promise<boolean>;
  /** Draws with the settings of the form; cancels the draw in progress. */
  sample(): Promise<void>;
  /** Cancels the draw in progress; samples that are shown stay. */
  cancel(): void;
  /** Share of an edit in progress; stays as it was once it has ended. */
  readonly editing: ReadonlySignal<number>;
  /**
   * Draws samples that are not shown on the stage, for measurements and edits.
   * @returns [count, ...shape] in data units; null where it was cancelled
   */
  readonly draw: SessionDrawing['draw'];
  readonly classify: SessionDrawing['classify'];
  /** The trainer of the session, for files. */
  readonly trainer: TrainerApi;
}

interface Parts {
  readonly openTrainer: (onEvent: EventHandler) => TrainerApi;
  readonly loadGallery: () => Promise<readonly ModelEntry[]>;
  readonly loadModel: (id: string) => Promise<LoadedModel>;
  /** Settings that the link names: they take precedence over the model's own. */
  readonly linked: Partial<RunConfig>;
  /** The number of samples that the link names. */
  readonly linkedCount: number | null;
  /** Of the family of the first model, until that is open; points where it is absent. */
  readonly expected?: RunConfig;
  /** @param about the subject of the problem: 'model' where one could not be opened */
  readonly onProblem: (message: string, hint: string, about?: string) => void;
  /** Called when a model opens that the user chose, or the first one of a visit. */
  readonly onOpened?: () => void;
  /** Holds the run of the session: the page names its backend. */
  readonly run: Signal<RunState | null>;
}

export function createSampleSession(parts: Parts): SampleSession {
  const { onProblem, run, openTrainer } = parts;
  const gallery = signal<readonly ModelEntry[] | null>(null);
  const model = signal<LoadedModel | null>(null);
  const { config, form, count, adopt } = createSessionSettings(
    parts.linked,
    parts.linkedCount,
    parts.expected,
  );
  const drawing = createSessionDrawing({ model, config, count, run, openTrainer });
  const { activity } = drawing;
  let opening = new AbortController();
  /** The model of the gallery that is opened first. */
  let preferred: string | undefined;

  /** @param inPlace true for a model that takes the place of one that could not be opened */
  async function open(
    load: () => Promise<LoadedModel>,
    { inPlace = false, refusal = words.modelNotOpened } = {},
  ): Promise<boolean> {
    opening.abort();
    opening = new AbortController();
    const { signal } = opening;
    const interrupted = activity.peek()?.kind === 'sampling' || activity.peek()?.kind === 'starting';
    drawing.cancel();
    activity.value = { kind: 'loading' };
    let next: LoadedModel;
    try {
      next = await load();
    } catch (error) {
      if (signal.aborted) return false;
      activity.value = null;
      onProblem(refusal, messageOf(error), 'model');
      if (interrupted) void drawing.sample(); // the model before it stays, and so does its draw
      return false;
    }
    if (signal.aborted) return false;
    // As one change: an effect in between would measure samples of the model before with the data of the next one.
    const isFirst = model.peek() === null;
    batch(() => {
      adopt(next.config, model.peek()?.config ?? null);
      model.value = next;
      drawing.clear();
    });
    if (!inPlace) parts.onOpened?.();
    const { linkedCount } = parts;
    if (isFirst && linkedCount !== null && linkedCount > count.peek())
      onProblem(words.samplesOfLink(linkedCount), words.mostSamples(count.peek()));
    const { recorded } = next;
    if (recorded && isRecordedWith(recorded, config.peek(), count.peek()))
      await drawing.showRecorded(recorded.trajectory);
    else await drawing.sample();
    return model.peek() === next; // another one may be open since
  }

  const firstModel = () =>
    gallery.peek()?.find((entry) => entry.id === preferred) ?? gallery.peek()?.[0] ?? null;

  const session: SampleSession = {
    gallery,
    model,
    form,
    count,
    run,
    activity,
    samples: drawing.samples,
    guesses: computed(() =>
      activity.value?.kind === 'sampling' ? (run.value?.drawing?.guesses ?? null) : null,
    ),
    failure: drawing.failure,
    async begin(id) {
      if (gallery.peek() || activity.peek()) return;
      preferred = id;
      activity.value = { kind: 'loading' };
      const before = opening;
      const isReplaced = () => opening !== before; // another model was to be opened while the gallery was fetched
      // Connects, so that the worker's code loads beside the model's files; nothing runs yet that this could stop.
      drawing.trainer.stop().catch(() => {});
      try {
        gallery.value = await parts.loadGallery();
      } catch (error) {
        if (!isReplaced()) activity.value = null;
        const hint = words.openOwn(messageOf(error));
        onProblem(words.galleryNotLoaded, hint);
        return;
      }
      if (isReplaced() && (model.peek() || activity.peek())) return;
      const known = firstModel();
      if (id && known && known.id !== id) onProblem(words.linkNames(id), words.shownInstead(known.label));
      if (known) await open(() => parts.loadModel(known.id), { inPlace: isReplaced() });
      else activity.value = null;
    },
    async choose(id) {
      await open(() => parts.loadModel(id));
    },
    async open(load, refusal = words.modelNotOpened) {
      const opened = await open(load, { refusal });
      // without a model the view would name one that is not open, and draw nothing
      if (opened || model.peek() || activity.peek()) return opened;
      const first = firstModel();
      if (first) await open(() => parts.loadModel(first.id), { inPlace: true });
      return false;
    },
    sample: drawing.sample,
    cancel: drawing.cancel,
    editing: drawing.editing,
    draw: drawing.draw,
    classify: drawing.classify,
    get trainer() {
      return drawing.trainer;
    },
  };
  return session;
}
