/** The Train view's model: what its pictures and sentences need, derived from the lab by signals. No DOM. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { QualityProbe } from '../../../../state/qualityProbe';
import * as words from '../../../../words/train/view';
import { followOwnAxes } from '../../../families/ownUnits';
import type { FilmData } from '../../../islands/film';
import type { GuessData } from '../../../islands/guess';
import type { StageData } from '../../../islands/stage';
import type { Lab } from '../../../shell/lab';
import { loadPart } from '../../../shell/loadPart';
import type { Reel } from '../../../time/reel';
import { type Charts, createCharts } from './charts';
import { createCrossFade } from './crossFade';
import { type DataCloud, followDataCloud } from './dataCloud';
import type { ForwardLook } from './forwardLook';
import { createLayers, followLayers, type Layers } from './layers';
import type { PlaceError } from './placeError';
import { createRunDisplay, type RunDisplay } from './runDisplay';
import { followScoreField } from './scoreField';

export interface TrainModel extends RunDisplay, Layers, Charts {
  readonly stage: ReadonlySignal<StageData>;
  readonly film: ReadonlySignal<FilmData>;
  readonly guess: ReadonlySignal<GuessData>;
  /** Real images with noise, which stand in for samples of images; null where there are samples. */
  readonly forward: ReadonlySignal<Reel | null>;
  /** Squared errors of the learned score at places over the stage, while the error layer shows. */
  readonly placeErrors: ReadonlySignal<Float32Array | null>;
  /** Measures the run's quality from enough samples, where those that it draws while it trains are too few; null until it is loaded. */
  readonly probe: ReadonlySignal<QualityProbe | null>;
  /** Advances the cross-fade; called once a frame. @returns whether it still runs */
  fade(milliseconds: number): boolean;
  dispose(): void;
}

/** The error layer, whose code is loaded when it first shows. */
function lazyPlaceError(lab: Lab, display: RunDisplay, { layers }: Layers, world: ReadonlySignal<number>) {
  const layer = signal<PlaceError | null>(null);
  const isVisible = computed(() => layers.value.has('error'));
  const moment = computed(() => {
    const run = display.run.value;
    return run && display.moment.value ? { ...display.moment.value, run, half: world.value } : null;
  });
  let disposed = false;
  const stop = effect(() => {
    if (!isVisible.value || layer.peek()) return;
    void loadPart(lab.notices, () => import('./placeError')).then((module) => {
      if (module && !disposed) layer.value ??= module.followPlaceError(lab, isVisible, moment);
    });
  });
  return {
    layer,
    dispose() {
      disposed = true;
      stop();
      layer.peek()?.dispose();
    },
  };
}

/** The probe of a run's quality, whose code is loaded for images: their previews are too few. */
function lazyProbe(lab: Lab, display: RunDisplay) {
  const probe = signal<QualityProbe | null>(null);
  let disposed = false;
  const stop = effect(() => {
    if (display.family.value.planar || !display.run.value || probe.peek()) return;
    void loadPart(lab.notices, () => import('./runProbe')).then((module) => {
      if (module && !disposed) probe.value ??= module.createRunProbe(lab, display);
    });
  });
  return {
    probe,
    dispose() {
      disposed = true;
      stop();
      probe.peek()?.dispose();
    },
  };
}

/** The forward look, whose code is loaded for images. */
function lazyForwardLook(
  { notices, clock }: Lab,
  display: RunDisplay,
  { images }: Pick<DataCloud, 'images'>,
) {
  const look = signal<ForwardLook | null>(null);
  let disposed = false;
  const stop = effect(() => {
    if (!images.value || display.reel.value || look.peek()) return;
    void loadPart(notices, () => import('./forwardLook')).then((module) => {
      if (module && !disposed) look.value ??= module.followForwardLook(clock, display, images);
    });
  });
  return {
    reel: computed(() => look.value?.reel.value ?? null),
    dispose() {
      disposed = true;
      stop();
      look.peek()?.dispose();
    },
  };
}

export function createTrainModel(lab: Lab): TrainModel {
  const display = createRunDisplay(lab);
  const layers = createLayers(lab.extra.peek());
  const stopAddress = followLayers(lab.extra, layers);
  const { probe, dispose: stopProbe } = lazyProbe(lab, display);
  const charts = createCharts(lab, display, probe);
  const cloud = followDataCloud(lab, display);
  const own = followOwnAxes(display.config, cloud.source);
  const crossFade = createCrossFade(display.reel, lab.clock);
  const score = followScoreField(lab, display, layers, cloud.world);
  const placeError = lazyPlaceError(lab, display, layers, cloud.world);
  const forwardLook = lazyForwardLook(lab, display, cloud);
  const forward = forwardLook.reel;
  const { reel } = display;
  const { world } = cloud;
  const { position } = lab.clock;
  return {
    ...display,
    ...layers,
    ...charts,
    probe,
    forward,
    placeErrors: computed(() => placeError.layer.value?.map.value?.values ?? null),
    stage: computed(() => ({
      reel: reel.value ?? forward.value,
      before: crossFade.before.value,
      position: position.value,
      hue: forward.value ? 'data' : 'model',
      layers: layers.layers.value,
      data: cloud.points.value,
      images: cloud.images.value,
      axes: own.axes.value,
      field: score.field.value,
      beside: layers.beside.value && layers.layers.value.has('data'),
      ground: placeError.layer.value?.ground.value ?? null,
      note: forward.value ? words.forwardNote : (placeError.layer.value?.note.value ?? undefined),
      refused: 'refusal' in display.chosen.value,
      world: world.value,
      symbol: layers.symbol.value,
    })),
    film: computed(() => ({
      reel: reel.value ?? forward.value,
      position: position.value,
      hue: forward.value ? 'data' : 'model',
      world: world.value,
    })),
    guess: computed(() => ({ reel: reel.value, position: position.value, world: world.value })),
    fade: crossFade.fade,
    dispose() {
      for (const part of [cloud, own, crossFade, score, placeError, forwardLook]) part.dispose();
      stopProbe();
      stopAddress();
    },
  };
}
