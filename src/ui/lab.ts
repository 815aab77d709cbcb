/** The lab is everything that a view may use, put together once in main.tsx and handed down by context. */
import type { ReadonlySignal, Signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { EvaluatorApi, ImageEvaluatorApi } from '../../workers/evaluator';
import type { EventHandler, TrainerApi } from '../../workers/protocol';
import type { ViewId } from '../config/address';
import type { RunConfig } from '../config/fields';
import type { ParsedPoints } from '../interop/csv';
import type { Recording } from '../interop/recording';
import type { Clock } from '../state/clock';
import type { Commands } from '../state/commands';
import type { Compare } from '../state/compare';
import type { Evaluation } from '../state/evaluation';
import type { MeasureImages } from '../state/imageMeasure';
import type { Notices } from '../state/notices';
import type { RunState } from '../state/run';
import type { Settings } from '../state/settings';
import type { RunStore } from '../state/store';
import type { Packer } from './pictures/packer';

export interface Lab {
  readonly store: RunStore;
  readonly settings: Settings;
  readonly notices: Notices;
  readonly clock: Clock;
  readonly commands: Commands;
  readonly evaluation: Evaluation;
  /** A and B: Compare's settings, runs and measurements. Null until the view is first shown. */
  readonly compare: Signal<Compare | null>;
  /** The configurations of A and B in the link that the page was opened with. */
  readonly given: { readonly a?: RunConfig; readonly b?: RunConfig };
  readonly view: Signal<ViewId>;
  /** Starts the worker at the first call. */
  readonly trainer: TrainerApi;
  /** One more trainer, with a worker of its own, which starts at the first call. */
  readonly openTrainer: (onEvent: EventHandler, onCrash: (message: string) => void) => TrainerApi;
  readonly evaluator: EvaluatorApi & ImageEvaluatorApi;
  readonly measureImages: MeasureImages;
  /** Starts a worker that packs one animation. */
  readonly packAnimation: () => Promise<Packer>;
  /** Reads a table off the page's thread; what it throws is for the user. */
  readonly readTable: (bytes: Uint8Array) => Promise<ParsedPoints>;
  /** The model that the Sample view draws from, as a run of its own; null before one is open. */
  readonly sampled: Signal<RunState | null>;
  /** The shipped trajectory, once it is there; null where none is shipped. */
  readonly recording: ReadonlySignal<Recording | null>;
  /** What the address holds beside the configuration: views keep what is their own there. */
  readonly extra: Signal<Readonly<Record<string, string>>>;
}

export const LabContext = createContext<Lab | null>(null);

export function useLab(): Lab {
  const lab = useContext(LabContext);
  if (!lab) throw new Error('a view is drawn outside the lab: wrap it in LabContext.Provider');
  return lab;
}
