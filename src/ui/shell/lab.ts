/** The lab is everything that a view may use, put together once in main.tsx and handed down by context. */
import type { ReadonlySignal, Signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { EvaluatorApi, ImageEvaluatorApi } from '../../../workers/evaluator';
import type { EventHandler, TrainerApi } from '../../../workers/protocol';
import type { Address, ViewId } from '../../config/address';
import type { RunConfig } from '../../config/fields';
import type { NetworkInput } from '../../config/networkInput';
import type { ChosenModel } from '../../interop/chosenModel';
import type { ParsedPoints, TableChoice } from '../../interop/csv';
import type { AnimationFormat } from '../../interop/film';
import type { ChosenFile, ImageReader } from '../../interop/images/reader';
import type { TrajectoryFile } from '../../interop/trajectoryFile';
import type { Compare } from '../../state/compare/compare';
import type { MeasureSamples } from '../../state/families';
import type { History } from '../../state/history';
import type { Library } from '../../state/library/library';
import type { Notices } from '../../state/notices';
import type { Clock } from '../../state/run/clock';
import type { Commands } from '../../state/run/commands';
import type { Evaluation } from '../../state/run/evaluation';
import type { RunState } from '../../state/run/run';
import type { RunStore } from '../../state/run/store';
import type { LoadedModel } from '../../state/sample/session';
import type { Settings } from '../../state/settings';
import type { Packer } from '../pictures/packer';

export interface Lab {
  readonly store: RunStore;
  readonly settings: Settings;
  readonly notices: Notices;
  /** Undo and redo of the settings. */
  readonly history: History;
  readonly clock: Clock;
  readonly commands: Commands;
  readonly evaluation: Evaluation;
  /** A and B: Compare's settings, runs and measurements. Null until the view is first shown. */
  readonly compare: Signal<Compare | null>;
  /** A trained run that Compare takes as A when it is shown next; null where none waits. */
  readonly runToCompare: Signal<RunState | null>;
  /** The runs that this browser has saved. Undefined until its code is loaded, soon after the first picture; null where that failed: set to undefined, it is tried again. */
  readonly library: Signal<Library | null | undefined>;
  /** The address that the page was opened with, parsed once: the one in the bar follows the view. */
  readonly address: Address;
  readonly view: Signal<ViewId>;
  /** The trainer of the Train view's run; its worker starts at the first call. */
  readonly trainer: TrainerApi;
  /** The trainer of A and B, with a worker of its own: a start in one view ends no run of the other. */
  readonly compareTrainer: TrainerApi;
  /** One more trainer, with a worker of its own, which starts at the first call. */
  readonly openTrainer: (onEvent: EventHandler) => TrainerApi;
  readonly evaluator: EvaluatorApi & ImageEvaluatorApi;
  readonly measure: MeasureSamples;
  /** Starts a worker that packs one animation. */
  readonly packAnimation: (format: AnimationFormat) => Promise<Packer>;
  /** Opens image files in a worker of their own; what it throws is for the user. */
  readonly openImages: (files: readonly ChosenFile[]) => Promise<ImageReader>;
  /** Reads a model in a worker of its own; what it throws is for the user. */
  readonly openModel: (files: readonly ChosenFile[]) => Promise<ChosenModel>;
  /** The data that are previewed before they are used. */
  readonly preview: Signal<PreviewedImages | PreviewedTable | null>;
  /** Reads a table off the page's thread; what it throws is for the user. */
  readonly readTable: (bytes: Uint8Array, choice?: TableChoice) => Promise<ParsedPoints>;
  /** Starts a worker that ends at once. */
  readonly startEmptyWorker: () => Promise<void>;
  /** The model that the Sample view draws from, as a run of its own; null before one is open. */
  readonly sampled: Signal<RunState | null>;
  /** What the samples of the Sample view were drawn with; its form before there are any, and null before it is first shown. */
  readonly sampleConfig: Signal<RunConfig | null>;
  /** The model of the Sample view, and the actions of keys and dropped files there; null while another view is shown. */
  readonly sampleCommands: Signal<SampleCommands | null>;
  /** The shipped trajectory, once it is there; null where none is shipped. */
  readonly recording: ReadonlySignal<TrajectoryFile | null>;
  /** The entries of the address beside the configuration: views keep what is their own there. */
  readonly extra: Signal<Readonly<Record<string, string>>>;
  /** Whether the gallery is open. */
  readonly gallery: Signal<boolean>;
  /** The fragment of an address that holds a model, with its #, while the model is shown as it was opened; else ''. */
  readonly fragment: Signal<string>;
}

interface SampleCommands {
  /** The model that is drawn from; null before one is open. */
  readonly model: ReadonlySignal<LoadedModel | null>;
  /** Opens a model of files to sample from. @returns whether it is open */
  openModel(files: readonly ChosenFile[]): Promise<boolean>;
  /** Opens a model that ships, by its folder. */
  openShipped(id: string): void;
  /** Samples with the settings of the form. */
  sample(): void;
  /** Samples with the same settings and other noise. */
  newSeed(): void;
}

export interface PreviewedTable {
  readonly kind: 'table';
  readonly name: string;
  /** With the columns that the reader chose. */
  readonly first: ParsedPoints;
  /** Reads the table again with other columns. */
  readonly read: (choice: TableChoice) => Promise<ParsedPoints>;
}

export interface PreviewedImages {
  readonly kind: 'images';
  /** A file's, a folder's, or how many files. */
  readonly name: string;
  readonly reader: ImageReader;
  /** The input of the form's network, where it has one size only. */
  readonly networkInput: NetworkInput | null;
}

export const LabContext = createContext<Lab | null>(null);

export function useLab(): Lab {
  const lab = useContext(LabContext);
  if (!lab) throw new Error('a view is drawn outside the lab: wrap it in LabContext.Provider');
  return lab;
}
