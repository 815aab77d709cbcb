/** The Process view's model: the process of the form and all that is drawn of it, by signals; long work a slice a frame. No DOM. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { IMAGE_DATASETS, type Images, isImageDatasetId } from '../../../../datasets/images';
import { familyOf } from '../../../config/family';
import type { RunConfig } from '../../../config/fields';
import { openProcess, processOptions } from '../../../config/openProcess';
import type { Process } from '../../../diffusion/process';
import { SCHEDULE_IDS } from '../../../diffusion/schedules';
import { type TerminalSignal, terminalSignal } from '../../../diffusion/terminalSignal';
import { gradually } from '../../canvas/gradually';
import type { Lab } from '../../lab';
import { dataKey, imagesOf, numberOf, type RealData, realPoints, someOf } from '../../realData';
import { positionOf, signalShare, timeAt } from '../../trajectory';
import {
  type Against,
  type ProcessAddress,
  readProcessAddress,
  withoutProcessAddress,
  writeProcessAddress,
} from './address';
import { type Curves, curvesOf, rateAt } from './curves';
import {
  currentField,
  type DrawnPaths,
  densityField,
  type Field,
  nativeTime,
  type PathKind,
  pathsThrough,
} from './picture';
import type { Now } from './words';

/** A process with its curves. */
export interface Shown {
  readonly config: RunConfig;
  readonly process: Process;
  readonly terminal: TerminalSignal;
  readonly curves: Curves;
}

export interface Picture {
  readonly label: number;
  readonly n: number;
}

export interface ProcessModel {
  /** The process of the form; the last good one while the form gives none. */
  readonly shown: ReadonlySignal<Shown>;
  /** Why the form gives no process, or null. */
  readonly refusal: ReadonlySignal<string | null>;
  /** A second schedule to hold against the first, and what it gives. */
  readonly against: Signal<Against>;
  readonly other: ReadonlySignal<Shown | null>;
  /** The other schedules whose strips stand above: that one, or all. */
  readonly others: ReadonlySignal<readonly Shown[]>;
  readonly otherRefusal: ReadonlySignal<string | null>;
  /** Whether the strip's tiles stand at equal steps of time or of log SNR. */
  readonly spacing: Signal<'time' | 'snr'>;
  readonly paths: Signal<ReadonlySet<PathKind>>;
  readonly symbol: Signal<string | null>;
  readonly now: ReadonlySignal<Now>;
  /** Where the cursor stands on the time axis: on a whole step of a chain. */
  readonly position: ReadonlySignal<number>;
  /** Points, or one image: what the strips dissolve. */
  readonly real: ReadonlySignal<RealData | null>;
  /** Which image is dissolved: the n-th of a class. */
  readonly picture: Signal<Picture>;
  /** Names of the classes of images that may be chosen; empty for points, and where there are no classes. */
  readonly classes: ReadonlySignal<readonly string[]>;
  readonly density: ReadonlySignal<Field | null>;
  readonly lines: ReadonlySignal<DrawnPaths | null>;
  /** Null until it is asked for. */
  readonly current: ReadonlySignal<Field | null>;
  readonly wantsCurrent: Signal<boolean>;
  /** √ of the signal's share evenly over the axis, for the slider's track. */
  readonly track: ReadonlySignal<readonly number[]>;
  dispose(): void;
}

/** Where the cursor stands at first: data and noise both show. */
const FIRST_POSITION = 0.31;
const CLOUD_POINTS = 600;
/** What of the tile's height is left beside the data. */
const MARGIN = 0.4;
const TRACK_POINTS = 201;
/** Pictures that are kept: going back and forth between two settings costs nothing. */
const KEPT = 12;

/** What is shown where a link gives no process at all: a form that its message can mend. */
const FALLBACK: Partial<RunConfig> = {
  process: 'ddpm',
  schedule: 'cosine',
  T: 100,
  cosineS: 0.008,
  zeroTerminalSnr: false,
};

function show(config: RunConfig): Shown {
  const process = openProcess(config);
  const terminal = terminalSignal(process, {
    schedule: config.schedule,
    scaled: config.scaleBetas,
    zeroTerminalSnr: config.zeroTerminalSnr,
  });
  return { config, process, terminal, curves: curvesOf(process) };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

type Attempt = { readonly shown: Shown } | { readonly refusal: string };

function attempt(config: RunConfig): Attempt {
  try {
    return { shown: show(config) };
  } catch (error) {
    return { refusal: messageOf(error) };
  }
}

/** Which process a configuration means: equal keys have equal pictures. */
const keyOf = (config: RunConfig) => JSON.stringify(processOptions(config));

/** A result of slow work on the shown process: there at once when it was worked out before. */
function gradual<R>(source: () => Shown | null, work: (process: Process) => Generator<void, R, void>) {
  const result = signal<R | null>(null);
  const kept = new Map<string, R>();
  let giveUp = () => {};
  const stop = effect(() => {
    const shown = source();
    giveUp();
    if (!shown) return;
    const key = keyOf(shown.config);
    const known = kept.get(key);
    if (known !== undefined) {
      result.value = known;
      return;
    }
    giveUp = gradually(work(shown.process), (found) => {
      kept.set(key, found);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
      result.value = found;
    });
  });
  return {
    result,
    stop() {
      stop();
      giveUp();
    },
  };
}

/** What the view showed when it was left: the address of another view does not hold it. */
const left = new WeakMap<Lab, ProcessAddress>();

export function createProcessModel(lab: Lab): ProcessModel {
  const { settings, clock } = lab;
  const asked = left.get(lab) ?? readProcessAddress(lab.extra.peek());
  const against = signal(asked.against);
  const spacing = signal(asked.moments);
  const paths = signal(asked.paths);
  const wantsCurrent = signal(asked.current);
  if (asked.at !== null) clock.seek(asked.at);
  else if (!clock.playing.peek() && clock.position.peek() === 1) clock.seek(FIRST_POSITION);
  const stateAt = (at: number | null): ProcessAddress => ({
    against: against.value,
    moments: spacing.value,
    paths: paths.value,
    current: wantsCurrent.value,
    at,
  });
  const stopAddress = effect(() => {
    // What plays by itself is not what a link is to show, and where the cursor stands at first needs no words.
    const at = clock.playing.value || clock.position.value === FIRST_POSITION ? null : clock.position.value;
    lab.extra.value = writeProcessAddress(lab.extra.peek(), stateAt(at));
  });

  // Fields of the training change nothing here: the configuration counts only as far as it makes another process.
  const key = computed(() => keyOf(settings.config.value));
  const tried = computed(() => {
    key.value;
    return attempt(settings.config.peek());
  });
  const first = tried.peek();
  const start = 'shown' in first ? first.shown : show({ ...settings.config.peek(), ...FALLBACK });
  const shown = signal(start);
  const stopShown = effect(() => {
    const next = tried.value;
    if ('shown' in next) shown.value = next.shown;
  });
  const triedOther = computed((): Attempt | null => {
    const schedule = against.value;
    const { config } = shown.value;
    if (!schedule || schedule === 'all' || config.process === 've-sde' || schedule === config.schedule)
      return null;
    return attempt({ ...config, schedule });
  });

  const density = gradual(() => shown.value, densityField);
  const lines = gradual(() => shown.value, pathsThrough);
  const current = gradual(() => (wantsCurrent.value ? shown.value : null), currentField);

  const points = signal<RealData | null>(null);
  const images = signal<Images | null>(null);
  const picture = signal<Picture>({ label: 0, n: 0 });
  const wantedData = computed(() => dataKey(settings.config.value, settings.source.value));
  const stopData = effect(() => {
    const wanted = wantedData.value;
    const config = settings.config.peek();
    const source = settings.source.peek();
    const current = () => wantedData.peek() === wanted;
    const loading =
      familyOf(config.dataset) === 'points'
        ? realPoints(config, source, CLOUD_POINTS).then((found) => {
            if (!current()) return;
            images.value = null;
            points.value = { ...found, world: found.world + MARGIN };
          })
        : imagesOf(config, source).then((found) => {
            if (!current()) return;
            points.value = null;
            images.value = found;
          });
    loading.catch(() => {
      // No file, no drawing yet: the strip says what is missing.
      if (!current()) return;
      points.value = null;
      images.value = null;
    });
  });

  return {
    shown,
    refusal: computed(() => ('refusal' in tried.value ? tried.value.refusal : null)),
    against,
    other: computed(() => {
      const other = triedOther.value;
      return other && 'shown' in other ? other.shown : null;
    }),
    others: computed(() => {
      const other = triedOther.value;
      if (other) return 'shown' in other ? [other.shown] : [];
      const { config } = shown.value;
      if (against.value !== 'all' || config.process === 've-sde') return [];
      // a schedule that these settings do not give is left out: chosen by itself, it says why
      return SCHEDULE_IDS.filter((id) => id !== config.schedule).flatMap((schedule) => {
        const tried = attempt({ ...config, schedule });
        return 'shown' in tried ? [tried.shown] : [];
      });
    }),
    otherRefusal: computed(() => {
      const other = triedOther.value;
      return other && 'refusal' in other ? other.refusal : null;
    }),
    spacing,
    paths,
    symbol: signal<string | null>(null),
    position: computed(() =>
      positionOf(shown.value.config, timeAt(shown.value.config, clock.position.value)),
    ),
    now: computed(() => {
      const { process, config } = shown.value;
      const time = Math.max(process.timeMin, timeAt(config, clock.position.value));
      return { process, time, level: process.level(time), rate: rateAt(process, time) };
    }),
    real: computed(() => {
      const { label, n } = picture.value;
      return images.value ? someOf(images.value, [numberOf(images.value, label, n)]) : points.value;
    }),
    picture,
    classes: computed(() => {
      const { dataset } = settings.config.value;
      return images.value && isImageDatasetId(dataset) ? IMAGE_DATASETS[dataset].classes : [];
    }),
    density: density.result,
    lines: lines.result,
    current: current.result,
    wantsCurrent,
    track: computed(() => {
      const { process } = shown.value;
      return Array.from({ length: TRACK_POINTS }, (_, i) =>
        signalShare(process.level(nativeTime(process, i / (TRACK_POINTS - 1)))),
      );
    }),
    dispose() {
      for (const stop of [stopAddress, stopShown, stopData, density.stop, lines.stop, current.stop]) stop();
      left.set(lab, stateAt(null)); // the clock is every view's, and stays where it is
      lab.extra.value = withoutProcessAddress(lab.extra.peek());
    },
  };
}
