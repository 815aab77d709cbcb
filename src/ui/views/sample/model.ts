/** The Sample view's model: what its pictures and words need, derived from the session by signals. No DOM. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { familyOf } from '../../../config/family';
import type { RunConfig } from '../../../config/fields';
import { urlName } from '../../../config/fields';
import { openDataset } from '../../../config/openDataset';
import { SESSION_FIELDS } from '../../../state/sampleSession';
import { PANEL_STEPS, studiedSteps } from '../../../state/sampleStudies';
import { fromBytes, type ImageShape, imageShape } from '../../canvas/pixels';
import type { FilmData } from '../../islands/film';
import type { GuessData } from '../../islands/guess';
import { WORLD } from '../../islands/place';
import type { StageData } from '../../islands/stage';
import type { Lab } from '../../lab';
import { createReel, frameAt, one, type Reel } from '../../trajectory';
import { scheduleOf } from '../train/model';
import type { CurveChartData } from './curveChart';
import type { PanelsData } from './panels';
import type { GridData, ImageFilmData, TrioData } from './pictures';
import type { SampleLab } from './session';
import { curveLabel } from './words';

/** What the grid shows: the samples as they are, or the network's guesses of where they end. */
export type Show = 'now' | 'guess';

export interface SampleModel extends SampleLab {
  readonly show: Signal<Show>;
  readonly symbol: Signal<string | null>;
  /** The configuration of what is shown, else of the form. */
  readonly config: ReadonlySignal<RunConfig>;
  readonly images: ReadonlySignal<boolean>;
  /** Images that the grid has, or will have. */
  readonly shownCount: ReadonlySignal<number>;
  /** What the grid shows is not done: the guesses of a drawing under way. */
  readonly underWay: ReadonlySignal<boolean>;
  readonly reel: ReadonlySignal<Reel | null>;
  readonly signal: ReadonlySignal<readonly number[] | null>;
  readonly grid: ReadonlySignal<GridData>;
  readonly trio: ReadonlySignal<TrioData>;
  readonly imageFilm: ReadonlySignal<ImageFilmData & { shape: ImageShape | null }>;
  readonly stage: ReadonlySignal<StageData>;
  readonly film: ReadonlySignal<FilmData>;
  readonly guess: ReadonlySignal<GuessData>;
  readonly curves: ReadonlySignal<CurveChartData>;
  readonly panels: ReadonlySignal<PanelsData>;
  /** Draws what the form asks for. */
  sampleNow(): void;
  dispose(): void;
}

/** How long the form may be changed before samples are drawn anew. */
const PATIENCE = 500;

/** What the samples depend on, as one text. */
const keyOf = (config: RunConfig, count: number): string =>
  [count, ...SESSION_FIELDS.map((name) => config[name])].join();

const names = new Set<string>(SESSION_FIELDS.map(urlName));

export function createSampleModel(lab: Lab, sample: SampleLab): SampleModel {
  const { session, evidence, studies, chosen } = sample;
  const { clock } = lab;
  const show = signal<Show>('now');
  const symbol = signal<string | null>(null);
  const world = signal(WORLD);
  const config = computed(() => session.drawn.value?.config ?? session.form.config.value);
  const images = computed(() => familyOf(config.value.dataset) === 'images');
  const reel = computed(() => {
    const drawn = session.drawn.value;
    return drawn ? createReel(drawn.trajectory, drawn.config) : null;
  });
  const shape = computed(() => imageShape(session.drawn.value?.trajectory.shape ?? []));
  const shownCount = computed(() => {
    const guesses = session.guesses.value;
    const drawn = session.drawn.value;
    if (guesses || !drawn) return session.count.value;
    return drawn.trajectory.count;
  });
  const underWay = computed(() => images.value && session.guesses.value !== null);
  const schedule = computed(() => scheduleOf(config.value));

  const grid = computed<GridData>(() => {
    const guesses = session.guesses.value;
    const now = reel.value;
    const base = { count: shownCount.value, shape: shape.value };
    const note = session.activity.value ? 'Noise is on its way.' : 'Samples appear here.';
    if (guesses) return { ...base, values: guesses, scale: 1, note };
    if (!now) return { ...base, values: null, scale: 1, note };
    const position = clock.position.value;
    const frame = frameAt(now, position);
    return show.value === 'guess'
      ? { ...base, values: now.guesses(frame), scale: 1, note }
      : { ...base, values: now.states(frame), scale: now.scale(position), note };
  });

  const trio = computed<TrioData>(() => {
    const now = reel.value;
    const index = chosen.value;
    const guesses = session.guesses.value;
    if (guesses && index < shownCount.value) {
      const guess = one(guesses, shownCount.value, index);
      return { shape: shape.value, now: null, guess, nearest: null, pending: '' };
    }
    if (!now || index >= now.trajectory.count || !shape.value)
      return { shape: null, now: null, guess: null, nearest: null, pending: '' };
    const position = clock.position.value;
    const frame = frameAt(now, position);
    const { count } = now.trajectory;
    const scale = now.scale(position);
    const found = evidence.nearest.value;
    return {
      shape: shape.value,
      now: one(now.states(frame), count, index).map((v) => v * scale),
      guess: one(now.guesses(frame), count, index),
      nearest: found ? fromBytes(found.image) : null,
      pending: session.drawn.value?.first ? '' : 'searching',
    };
  });

  // The data's reach decides how much of the plane is shown.
  const stopWorld = effect(() => {
    const model = session.model.value;
    if (!model || familyOf(model.config.dataset) !== 'points') return;
    try {
      const { box } = openDataset(model.config, model.source);
      const reach = Math.max(...box.min.map(Math.abs), ...box.max.map(Math.abs));
      world.value = Math.max(WORLD, 1.12 * reach);
    } catch {
      world.value = WORLD; // data of the user's own that are not here: the usual plane
    }
  });

  // What the form asks for is drawn when it has rested a while; Sample asks at once.
  const keyNow = () => keyOf(session.form.config.value, session.count.value);
  let asked = keyNow();
  let askedOf = session.model.peek();
  let timer: ReturnType<typeof setTimeout> | undefined;
  function sampleNow() {
    clearTimeout(timer);
    asked = keyNow();
    void session.sample();
  }
  const stopFollow = effect(() => {
    const key = keyNow();
    const opened = session.model.value;
    clearTimeout(timer);
    if (opened !== askedOf) {
      asked = key; // a model that was just opened is drawn by the session
      askedOf = opened;
    } else if (opened && key !== asked) timer = setTimeout(sampleNow, PATIENCE);
  });

  // The chosen one stays on the grid.
  const stopChosen = effect(() => {
    if (chosen.value >= shownCount.value) chosen.value = 0;
  });

  // The address holds the model and what the form says otherwise than it.
  const stopAddress = effect(() => {
    const opened = session.model.value;
    const form = session.form.config.value;
    const train = lab.settings.config.value;
    const { pretrained: _, samples: __, ...others } = lab.extra.peek();
    const kept = Object.entries(others).filter(([name]) => !names.has(name));
    const own: [string, string][] = opened
      ? SESSION_FIELDS.filter((name) => form[name] !== opened.config[name] || form[name] !== train[name]).map(
          (name) => [urlName(name), String(form[name])],
        )
      : [];
    if (opened?.id) own.push(['pretrained', opened.id]);
    own.push(['samples', String(session.count.value)]);
    lab.extra.value = Object.fromEntries([...kept, ...own]);
  });

  const position = clock.position;
  return {
    ...sample,
    show,
    symbol,
    config,
    images,
    shownCount,
    underWay,
    reel,
    signal: computed(() => ('facts' in schedule.value ? schedule.value.facts.signal : null)),
    grid,
    trio,
    imageFilm: computed(() => ({
      reel: underWay.value ? null : reel.value, // not the way of the first look, which other samples took
      chosen: Math.min(chosen.value, (reel.value?.trajectory.count ?? 1) - 1),
      position: position.value,
      shape: shape.value,
    })),
    stage: computed(() => ({
      reel: reel.value,
      before: null,
      position: position.value,
      hue: 'model' as const,
      layers: new Set(['samples', 'paths'] as const),
      data: null,
      field: null,
      world: world.value,
      symbol: symbol.value ?? (show.value === 'guess' ? 'x0hat' : null),
    })),
    film: computed(() => ({ reel: reel.value, position: position.value, hue: 'model', world: world.value })),
    guess: computed(() => ({ reel: reel.value, position: position.value, world: world.value })),
    curves: computed(() => {
      const form = session.form.config.value;
      const entries = [...studies.curves.value.values()];
      return {
        curves: entries.map((curve) => ({
          label: curveLabel(curve.config),
          own: curveLabel(curve.config) === curveLabel(form),
          curve,
        })),
        here: session.drawn.value?.trajectory.nfe ?? null,
        name: images.value ? 'Fréchet distance' : 'energy distance',
        range: images.value ? ([1, 100] as const) : ([1e-3, 1] as const),
      };
    }),
    panels: computed(() => {
      const done = studies.panels.value;
      const form = session.form.config.value;
      const expected =
        studies.panelsProgress.value || done.length === 0
          ? studiedSteps(PANEL_STEPS, form)
          : done.map(({ steps }) => steps);
      return { panels: done, expected, shape: shape.value, world: world.value, chosen: form.samplingSteps };
    }),
    sampleNow,
    dispose() {
      clearTimeout(timer);
      for (const stop of [stopWorld, stopFollow, stopChosen, stopAddress]) stop();
      const { pretrained: _, samples: __, ...others } = lab.extra.peek();
      lab.extra.value = Object.fromEntries(Object.entries(others).filter(([name]) => !names.has(name)));
    },
  };
}
