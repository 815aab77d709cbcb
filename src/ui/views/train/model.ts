/** The Train view's model: what its pictures and words need, derived from the lab by signals. No DOM. */
import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { familyOf } from '../../../config/family';
import type { RunConfig } from '../../../config/fields';
import { isLessonId, LESSONS, type Lesson } from '../../../config/lessons';
import { openProcess } from '../../../config/openProcess';
import type { Process } from '../../../diffusion/process';
import { type TerminalSignal, terminalSignal } from '../../../diffusion/terminalSignal';
import { createRng } from '../../../lib/rng';
import type { RunState } from '../../../state/run';
import type { ErrorByTimeData } from '../../islands/errorByTime';
import { ARROWS, arrowPlaces, type ScoreField } from '../../islands/field';
import type { FilmData } from '../../islands/film';
import type { GaugeData } from '../../islands/gauge';
import type { GuessData } from '../../islands/guess';
import type { LossChartData } from '../../islands/lossChart';
import type { LossMapData } from '../../islands/lossMap';
import { WORLD } from '../../islands/place';
import type { SparkData } from '../../islands/spark';
import type { LayerId, StageData } from '../../islands/stage';
import type { Lab } from '../../lab';
import { createReel, lastTime, type Reel, signalShare, timeAt } from '../../trajectory';
import type { PlaceError } from './placeError';
import { figure, isFar, percent } from './words';

/** Points of the slider's track, the sparkline and the words about the signal. */
const SIGNAL_POINTS = 201;
const DATA_POINTS = 2000;
const CROSS_FADE = 200;

export interface ScheduleFacts {
  readonly config: RunConfig;
  readonly process: Process;
  readonly terminal: TerminalSignal;
  /** √ᾱ evenly over the time axis, data first. */
  readonly signal: readonly number[];
}

export type Schedule = { readonly facts: ScheduleFacts } | { readonly refusal: string };

/** The schedule that a configuration gives, or why it gives none. */
export function scheduleOf(config: RunConfig): Schedule {
  try {
    const process = openProcess(config);
    const terminal = terminalSignal(process, {
      schedule: config.schedule,
      scaled: config.scaleBetas,
      zeroTerminalSnr: config.zeroTerminalSnr,
    });
    const times = Array.from({ length: SIGNAL_POINTS }, (_, i) =>
      Math.max(process.timeMin, (i / (SIGNAL_POINTS - 1)) * process.timeMax),
    );
    return {
      facts: { config, process, terminal, signal: times.map((time) => signalShare(process.level(time))) },
    };
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : String(error) };
  }
}

export const LAYER_IDS = [
  'data',
  'samples',
  'paths',
  'score',
  'density',
  'error',
] as const satisfies readonly LayerId[];
/** Whose arrows the score layer shows. */
export const ARROW_KINDS = ['learned', 'exact'] as const;
export type ArrowKind = (typeof ARROW_KINDS)[number];

/** The layers that an address asks for, "samples,error"; samples and their paths where it asks for none. */
export function layersOf(given: string | undefined): ReadonlySet<LayerId> {
  const asked = LAYER_IDS.filter((id) => given?.split(',').includes(id));
  return new Set<LayerId>(asked.length > 0 ? asked : ['samples', 'paths']);
}

/** The layers at first: those of the address, else those of its lesson. */
function firstLayers({ layers, lesson }: Readonly<Record<string, string>>): ReadonlySet<LayerId> {
  const taught: Lesson | null = isLessonId(lesson) ? LESSONS[lesson] : null;
  return layersOf(layers ?? taught?.layers);
}

/** What the data set looks like: points to show, and how much of the plane they need. */
interface Shown {
  readonly key: string;
  readonly points: Float32Array;
  readonly world: number;
}

/** One figure of quality beside the same figure of real data. */
export interface ShownQuality {
  readonly value: number;
  readonly floor: number;
  /** Standard deviation of the floor, where it is known. */
  readonly spread: number | null;
  /** Name of the measure. */
  readonly measure: string;
  /** Further figures. */
  readonly more: string;
  /** Training step of the weights, and samples on each side. */
  readonly step: number;
  readonly count: number;
}

export interface TrainModel {
  readonly run: ReadonlySignal<RunState | null>;
  /** The configuration of what the stage shows: the run's, else the recording's, else the form's. */
  readonly shownConfig: ReadonlySignal<RunConfig>;
  /** True where images are shown or will be: they have tiles, and neither paths nor arrows. */
  readonly ofImages: ReadonlySignal<boolean>;
  readonly reel: ReadonlySignal<Reel | null>;
  /** True while a recording stands in for a run. */
  readonly recorded: ReadonlySignal<boolean>;
  readonly layers: Signal<ReadonlySet<LayerId>>;
  readonly arrows: Signal<ReadonlySet<ArrowKind>>;
  /** Streamlines in the place of arrows. */
  readonly streams: Signal<boolean>;
  /** The data, where they are shown, beside the samples and not under them. */
  readonly beside: Signal<boolean>;
  /** Squared errors of the learned score at places over the stage, while they are shown. */
  readonly placeErrors: ReadonlySignal<Float32Array | null>;
  readonly symbol: Signal<string | null>;
  readonly logLoss: Signal<boolean>;
  /** The schedule of the form. */
  readonly schedule: ReadonlySignal<Schedule>;
  /** √ᾱ over the axis of what is shown. */
  readonly shownSignal: ReadonlySignal<readonly number[] | null>;
  readonly stage: ReadonlySignal<StageData>;
  readonly film: ReadonlySignal<FilmData>;
  readonly guess: ReadonlySignal<GuessData>;
  readonly spark: ReadonlySignal<SparkData>;
  readonly loss: ReadonlySignal<LossChartData>;
  readonly lossMap: ReadonlySignal<LossMapData>;
  readonly error: ReadonlySignal<ErrorByTimeData>;
  readonly gauge: ReadonlySignal<GaugeData>;
  /** How good the newest samples are, whatever they are of. */
  readonly quality: ReadonlySignal<ShownQuality | null>;
  /** Moves the cross-fade on; called once a frame. @returns whether it still runs */
  fade(milliseconds: number): boolean;
  dispose(): void;
}

export const LOSS_UNITS = {
  eps: 'mean squared error of ε',
  x0: 'mean squared error of x₀',
  v: 'mean squared error of v',
};

export function createTrainModel(lab: Lab): TrainModel {
  const { store, settings, clock, evaluation, recording, trainer, evaluator } = lab;
  const run = store.run('train');
  const layers = signal(firstLayers(lab.extra.peek()));
  const arrows = signal<ReadonlySet<ArrowKind>>(new Set(ARROW_KINDS));
  const streams = signal(false);
  const beside = signal(false);
  const symbol = signal<string | null>(null);
  const logLoss = signal(true);
  const shownPoints = signal<Shown | null>(null);
  const field = signal<ScoreField | null>(null);
  const before = signal<StageData['before']>(null);

  // The recording stands in while the form names its data set: who chooses another one sees that at once.
  const standIn = computed(() => {
    const tape = recording.value;
    return tape && settings.config.value.dataset === tape.config.dataset ? tape : null;
  });
  const recorded = computed(() => !run.value?.samples && standIn.value !== null);
  const shownConfig = computed(() => {
    if (recorded.value) return standIn.value?.config ?? settings.config.value;
    return run.value?.config ?? settings.config.value;
  });
  const ofImages = computed(() => familyOf(shownConfig.value.dataset) === 'images');
  const samples = computed(() => run.value?.samples ?? null);
  const reel = computed(() => {
    const trajectory = samples.value?.trajectory ?? standIn.value?.trajectory;
    return trajectory ? createReel(trajectory, shownConfig.peek()) : null;
  });
  const schedule = computed(() => scheduleOf(settings.config.value));
  const shownSchedule = computed(() => scheduleOf(shownConfig.value));
  const shownSignal = computed(() => {
    const shown = shownSchedule.value;
    return 'facts' in shown ? shown.facts.signal : null;
  });
  const shownLastTime = computed(() => lastTime(shownConfig.value));
  const world = computed(() => shownPoints.value?.world ?? WORLD);

  // The points of the data set, drawn when first needed: the data sets' code is not part of the first load.
  const stopPoints = effect(() => {
    const { dataset, text, drawing } = shownConfig.value;
    if (ofImages.value) {
      shownPoints.value = null;
      return;
    }
    const source = run.value ? run.value.source : settings.source.value;
    const key = [dataset, text, drawing, source?.name].join('|');
    if (shownPoints.peek()?.key === key) return;
    import('../../../config/openDataset')
      .then(({ openDataset }) => {
        const bound = openDataset({ dataset, text, drawing }, source);
        const points = bound.sample(DATA_POINTS, createRng({ seed: 0, stream: 'evaluation', step: 2 }));
        const reach = Math.max(...bound.box.min.map(Math.abs), ...bound.box.max.map(Math.abs));
        shownPoints.value = { key, points, world: Math.max(WORLD, 1.12 * reach) };
      })
      .catch(() => {
        // Nothing to draw yet (no file, no drawing): the form says so when a run is asked for.
        shownPoints.value = null;
      });
  });

  // Newer samples replace older ones by a short cross-fade.
  let last: Reel | null = null;
  const stopFade = effect(() => {
    const next = reel.value;
    if (last && next && last !== next) before.value = { reel: last, share: 1 };
    // The first samples ever begin to move by themselves; after that the clock is the user's.
    if (!last && next && !clock.playing.peek() && clock.position.peek() === 1) clock.begin();
    if (!next) before.value = null;
    last = next;
  });

  // Arrows are asked for while they show; the newest question waits while one is under way.
  let asking = false;
  let wanted: string | null = null;
  const stopField = effect(() => {
    const shows = layers.value.has('score') || symbol.value === 'score';
    const state = run.value;
    const shown = shownSchedule.value;
    const half = world.value;
    if (!shows || ofImages.value || !('facts' in shown)) {
      field.value = null;
      wanted = null;
      return;
    }
    const { process } = shown.facts;
    const at = Math.min(
      process.timeMax,
      Math.max(process.timeMin, timeAt(shownConfig.value, clock.position.value)),
    );
    wanted = `${at}|${state?.runId}|${state?.samples?.step}|${half}`;
    if (!asking) void ask();

    async function ask() {
      asking = true;
      let asked: string | null = null;
      let askedRun: number | undefined;
      try {
        while (wanted !== null && wanted !== asked) {
          asked = wanted;
          askedRun = run.peek()?.runId;
          await askOnce();
        }
      } catch (error) {
        wanted = null;
        const replaced = run.peek()?.runId !== askedRun; // nothing is wanted of a run that is gone
        if (!replaced)
          lab.notices.problem(
            'The arrows cannot be drawn.',
            error instanceof Error ? error.message : String(error),
          );
      } finally {
        asking = false;
      }
    }

    async function askOnce() {
      const now = run.peek();
      const config = shownConfig.peek();
      const schedule = shownSchedule.peek();
      if (!('facts' in schedule)) return;
      const { process } = schedule.facts;
      const time = Math.min(
        process.timeMax,
        Math.max(process.timeMin, timeAt(config, clock.position.peek())),
      );
      const { alpha, sigma } = process.level(time);
      const places = arrowPlaces(world.peek());
      const states = places.map((v) => v * Math.hypot(alpha, sigma));
      const exact = await evaluator.exactEps({ config, source: now?.source }, time, states.slice());
      const canAsk = now?.samples && now.phase !== 'failed' && now.phase !== 'stopped';
      const learned = canAsk ? await trainer.field({ runId: now.runId, time, places: states }) : null;
      field.value = { places, learned, exact };
    }
  });

  const follow = signal<typeof import('../../../lib/streamlines').streamlines | null>(null);
  // Not part of the first view.
  const stopStreams = effect(() => {
    if (!streams.value || follow.peek()) return;
    import('../../../lib/streamlines')
      .then((module) => {
        follow.value = module.streamlines;
      })
      .catch(() =>
        lab.notices.problem('A part of the page could not be loaded.', 'Check the connection and reload.'),
      );
  });
  const shownField = computed((): ScoreField | null => {
    const now = field.value;
    const kinds = arrows.value;
    if (!now) return null;
    const shown = {
      places: now.places,
      learned: kinds.has('learned') ? now.learned : null,
      exact: kinds.has('exact') ? now.exact : null,
    };
    const trace = follow.value;
    if (!streams.value || !trace) return shown;
    // the score points against the noise
    const linesOf = (eps: Float32Array | null) =>
      eps ? trace({ side: ARROWS, half: world.peek(), values: eps.map((v) => -v) }) : [];
    return { ...shown, lines: { learned: linesOf(shown.learned), exact: linesOf(shown.exact) } };
  });
  const placeError = signal<PlaceError | null>(null);
  const errorMoment = computed(() => {
    const state = run.value;
    const shown = shownSchedule.value;
    if (!state || !('facts' in shown)) return null;
    const { process } = shown.facts;
    const wanted = timeAt(shownConfig.value, clock.position.value);
    const time = Math.min(process.timeMax, Math.max(process.timeMin, wanted));
    return { run: state, process, time, half: world.value };
  });
  const errorShown = computed(() => layers.value.has('error'));
  let disposed = false;
  // Its code is not part of the first view.
  const stopError = effect(() => {
    if (!errorShown.value || placeError.peek()) return;
    import('./placeError')
      .then(({ followPlaceError }) => {
        if (!disposed) placeError.value ??= followPlaceError(lab, errorShown, errorMoment);
      })
      .catch(() =>
        lab.notices.problem('A part of the page could not be loaded.', 'Check the connection and reload.'),
      );
  });

  const stage = computed<StageData>(() => ({
    reel: reel.value,
    before: before.value,
    position: clock.position.value,
    hue: 'model',
    layers: layers.value,
    data: shownPoints.value?.points ?? null,
    field: shownField.value,
    beside: beside.value && layers.value.has('data'),
    ground: placeError.value?.ground.value ?? null,
    note: placeError.value?.note.value ?? undefined,
    world: world.value,
    symbol: symbol.value,
  }));
  const position = clock.position;

  const quality = computed<ShownQuality | null>(() => {
    const pictures = evaluation.imageQuality.value;
    if (ofImages.value && pictures) {
      const { frechet, clear, floor, count } = pictures.quality;
      const more = isFar(pictures.quality)
        ? 'far from real images'
        : `sure of ${percent(clear)}, of real ones ${percent(floor.clear)}`;
      const { step } = pictures;
      return {
        value: frechet,
        floor: floor.frechet,
        spread: null,
        measure: 'Fréchet distance',
        more,
        step,
        count,
      };
    }
    const measured = evaluation.quality.value;
    if (ofImages.value || !measured) return null;
    const { energyDistance, energyFloor, energyFloorSpread, count } = measured.quality;
    const { slicedWasserstein, slicedFloor } = measured.quality;
    return {
      value: energyDistance,
      floor: energyFloor,
      spread: energyFloorSpread,
      measure: 'energy distance',
      more: `sliced W₁ ${figure(slicedWasserstein)}, floor ${figure(slicedFloor)}`,
      step: measured.step,
      count,
    };
  });

  return {
    run,
    shownConfig,
    ofImages,
    reel,
    recorded,
    layers,
    arrows,
    streams,
    beside,
    placeErrors: computed(() => placeError.value?.map.value?.values ?? null),
    symbol,
    logLoss,
    schedule,
    shownSignal,
    stage,
    film: computed(() => ({ reel: reel.value, position: position.value, hue: 'model', world: world.value })),
    guess: computed(() => ({ reel: reel.value, position: position.value, world: world.value })),
    spark: computed(() => {
      const now = schedule.value;
      return { signal: 'facts' in now ? now.facts.signal : null, position: position.value };
    }),
    loss: computed(() => {
      const state = run.value;
      const config = state?.config ?? settings.config.value;
      return {
        series: [
          {
            losses: state?.losses ?? null,
            floor: evaluation.floor.value?.loss ?? null,
            floorOfPoints: evaluation.floor.value?.reference === 'points',
            hue: 'model' as const,
          },
        ],
        trainingSteps: config.trainingSteps,
        log: logLoss.value,
        revision: state?.losses.last ?? 0,
        unit: LOSS_UNITS[config.prediction],
      };
    }),
    lossMap: computed(() => ({
      map: run.value?.lossMap ?? [],
      trainingSteps: (run.value?.config ?? settings.config.value).trainingSteps,
      lastTime: shownLastTime.value,
      position: position.value,
    })),
    error: computed(() => ({
      error: evaluation.scoreError.value,
      empty:
        ofImages.value || evaluation.exactKnown.value === false
          ? 'No exact score is known for this data set.'
          : 'Appears with the first samples.',
      lastTime: shownLastTime.value,
      position: position.value,
    })),
    quality,
    gauge: computed(() => {
      const [points, pictures] = [evaluation.qualities.value[0], evaluation.imageQualities.value[0]];
      const first = ofImages.value ? pictures?.quality.frechet : points?.quality.energyDistance;
      const untrained = (ofImages.value ? pictures : points)?.step === 0;
      return {
        distance: quality.value?.value ?? null,
        floor: quality.value?.floor ?? null,
        noise: untrained ? (first ?? null) : null,
      };
    }),
    fade(milliseconds) {
      const fading = before.peek();
      if (!fading) return false;
      const share = fading.share - milliseconds / CROSS_FADE;
      batch(() => {
        before.value = share > 0 ? { reel: fading.reel, share } : null;
      });
      return share > 0;
    },
    dispose() {
      stopPoints();
      stopFade();
      stopField();
      stopStreams();
      disposed = true;
      stopError();
      placeError.peek()?.dispose();
    },
  };
}
