/** The Sample view's model: what its pictures and findings need, derived from the session by signals. No DOM. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { RunConfig } from '../../../../config/fields';
import type { Measurement } from '../../../../types/score';
import { chosenProcess } from '../../../chosenProcess';
import { familyView } from '../../../families';
import type { FamilyView } from '../../../families/family';
import { followOwnAxes } from '../../../families/ownUnits';
import type { Lab } from '../../../shell/lab';
import { createReel, type Reel } from '../../../time/reel';
import type { SampleLab } from '../lab';

import { withoutSampleAddress, withSampleAddress } from './address';
import { createAutoSample } from './autoSample';
import { type ImagePictures, imagePictures, sampleShape } from './imagePictures';
import { followWorld, type PointPictures, pointPictures } from './pointPictures';
import { type Scene, sceneOf } from './scene';
import type { StageContent } from './stageContent';
import { type StudyCharts, studyCharts } from './studyCharts';

export interface SampleModel extends SampleLab, ImagePictures, PointPictures, StudyCharts {
  readonly content: Signal<StageContent>;
  readonly symbol: Signal<string | null>;
  /** The configuration of the samples on the stage; of the form before there are any. */
  readonly config: ReadonlySignal<RunConfig>;
  /** Points or images. */
  readonly family: ReadonlySignal<FamilyView>;
  /** Number of samples on the stage, or expected there. */
  readonly stageCount: ReadonlySignal<number>;
  readonly scene: ReadonlySignal<Scene>;
  /** True where the samples on the stage are not those that the form asks for: they are greyed. */
  readonly stale: ReadonlySignal<boolean>;
  /** Of the samples on the stage, or of as many as were drawn to be measured; null while others are shown. */
  readonly quality: ReadonlySignal<Measurement | null>;
  /** True while the grid shows predictions of samples that are not finished. */
  readonly underWay: ReadonlySignal<boolean>;
  readonly reel: ReadonlySignal<Reel | null>;
  /** Share of the variance that is signal, evenly over the time axis; null where the settings give no process. */
  readonly signal: ReadonlySignal<readonly number[] | null>;
  /** Samples with the settings of the form. */
  sampleNow(): void;
  /** Samples with the same settings and other noise. */
  newSeed(): void;
  dispose(): void;
}

export function createSampleModel(lab: Lab, sample: SampleLab): SampleModel {
  const { session, studies, selected } = sample;
  const { position } = lab.clock;
  const content = signal<StageContent>('now');
  const symbol = signal<string | null>(null);
  const config = computed(() => session.samples.value?.config ?? session.form.config.value);
  const family = computed(() => familyView(config.value.dataset));
  const reel = computed(() => {
    const samples = session.samples.value;
    return samples ? createReel(samples.trajectory, samples.config) : null;
  });
  const stageCount = computed(() => {
    const samples = session.samples.value;
    return session.guesses.value || !samples ? session.count.value : samples.trajectory.count;
  });
  const underWay = computed(() => !family.value.planar && session.guesses.value !== null);
  const scene = computed(() =>
    sceneOf({
      samples: session.samples.value,
      activity: session.activity.value,
      form: session.form.config.value,
      count: session.count.value,
    }),
  );
  const stale = computed(
    () => session.samples.value !== null && !underWay.value && ['drawing', 'earlier'].includes(scene.value),
  );
  const quality = computed(() =>
    scene.value === 'drawing' ? null : (sample.probe.result.value ?? sample.evidence.quality.value),
  );
  const process = computed(() => chosenProcess(config.value));
  const shape = sampleShape(session);
  const { world, dispose: stopWorld } = followWorld(session);
  const own = followOwnAxes(
    config,
    computed(() => session.model.value?.source),
  );
  const autoSample = createAutoSample(session);
  const sampleNow = () => {
    if (session.model.peek()) autoSample.sampleNow();
  };

  const stopSelected = effect(() => {
    if (selected.value >= stageCount.value) selected.value = 0;
  });
  const stopAddress = effect(() => {
    lab.extra.value = withSampleAddress(lab.extra.peek(), {
      model: session.model.value,
      form: session.form.config.value,
      shared: lab.settings.config.value,
      count: session.count.value,
      use: sample.use.value,
    });
  });

  return {
    ...sample,
    ...imagePictures({ ...sample, reel, stageCount, underWay, content, position, shape }),
    ...pointPictures({ reel, position, world, axes: own.axes, content, symbol }),
    ...studyCharts({ session, studies, family, shape, world }),
    content,
    symbol,
    config,
    family,
    stageCount,
    scene,
    stale,
    quality,
    underWay,
    reel,
    signal: computed(() => ('facts' in process.value ? process.value.facts.signal : null)),
    sampleNow,
    newSeed() {
      if (!session.model.peek()) return;
      session.form.set('seed', (session.form.config.peek().seed + 1) >>> 0);
      lab.notices.clear('seed');
      sampleNow();
    },
    dispose() {
      autoSample.dispose();
      for (const stop of [stopWorld, own.dispose, stopSelected, stopAddress]) stop();
      lab.extra.value = withoutSampleAddress(lab.extra.peek());
    },
  };
}
