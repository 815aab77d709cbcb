/** The centre: the headline, the samples, the selected one beside its prediction and its neighbour, and the reverse process. */
import { useMemo } from 'preact/hooks';
import { isReliable } from '../../../state/score';
import * as words from '../../../words/sample';
import { film } from '../../islands/film';
import { guess } from '../../islands/guess';
import { stage } from '../../islands/stage';
import { labelOf } from '../../labels';
import { scoreText } from '../../quality';
import { useLab } from '../../shell/lab';
import { signalAt, timeTextAt } from '../../time/axis';
import { StepEquation } from '../../widgets/GlossedEquation';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { TimeEnds } from '../../widgets/TimeEnds';
import { TimeSlider } from '../../widgets/TimeSlider';
import { TimeStatus } from '../../widgets/TimeStatus';
import { ToggleButtons } from '../../widgets/ToggleButtons';
import { SUMMARY_INTERVAL, useThrottled } from '../../widgets/useThrottled';
import { headline, kindOf, nearestFinding, staleNote } from './findings';
import { imageFilm } from './imageFilm';
import { imageGrid } from './imageGrid';
import type { SampleModel } from './model/sampleModel';
import type { StageContent } from './model/stageContent';
import { SampleChoice } from './SampleChoice';
import { selectedImage } from './selectedImage';
import { UseEntry } from './UseEntry';

const CONTENTS = {
  now: (
    <span>
      x<sub>t</sub>, {words.now}
    </span>
  ),
  prediction: (
    <span>
      x̂<sub>0</sub>, {words.predicted}
    </span>
  ),
} satisfies Record<StageContent, unknown>;

const ContentChoice = ({ model: { content } }: { model: SampleModel }) => (
  <ToggleButtons
    label={words.show}
    choices={Object.keys(CONTENTS) as StageContent[]}
    isOn={(id) => content.value === id}
    nameOf={(id) => CONTENTS[id]}
    onPress={(id) => {
      content.value = id;
    }}
  />
);

function SelectedImage({ model }: { model: SampleModel }) {
  const found = model.underWay.value ? null : model.evidence.nearest.value; // no sample has ended yet
  const { all, hasTrainingImages } = model.evidence;
  const isDrawn = model.session.samples.value !== null && !model.underWay.value;
  const pending = isDrawn ? words.searchRuns : words.searchFollows;
  return (
    <>
      <h2>{words.selectedSample}</h2>
      <IslandCanvas
        mount={selectedImage}
        data={model.selectedImage}
        class="selected-image"
        label={words.selectedPicture}
      />
      <p class="gloss">
        {found ? nearestFinding(found) : hasTrainingImages.value ? pending : words.noTrainingImages}
        {found && !all.value && model.session.model.value?.config.fullData && (
          <>
            {' '}
            <button
              type="button"
              class="link"
              onClick={() => {
                all.value = true;
              }}
            >
              {words.searchAll}
            </button>
          </>
        )}
      </p>
    </>
  );
}

function StepPanel({ model }: { model: SampleModel }) {
  const { clock } = useLab();
  const config = model.config.value;
  const read = useMemo(
    () => () => {
      const position = clock.position.value;
      const left = signalAt(model.config.value, model.signal.value, position);
      return { position, left: left && (position > 0 ? left : 1) };
    },
    [clock, model],
  );
  const { position, left } = useThrottled(read, 60);
  const underWay = model.underWay.value;
  return (
    <aside class="teach" aria-label={words.lookingAt}>
      {underWay && (
        <p class="now">
          <span>{words.notFinished}</span>
        </p>
      )}
      {model.stale.value && model.session.samples.value && (
        <p class="now">
          <span>
            {staleNote(
              model.session.samples.value,
              model.session.form.config.value,
              model.session.model.value?.source,
            )}
          </span>
        </p>
      )}
      {!underWay && !model.stale.value && left !== null && (
        <TimeStatus
          t={timeTextAt(config, position)}
          position={position}
          signal={left}
          empty={model.reel.value ? null : words.noSamplesOnAxis}
        />
      )}
      {model.family.value.planar ? (
        <IslandCanvas mount={guess} data={model.guess} class="guess" label={words.predictionsPicture} />
      ) : (
        <SelectedImage model={model} />
      )}
      <div class={model.session.model.value ? undefined : 'unknown'}>
        <h2>{words.oneStep(labelOf('sampler', config.sampler))}</h2>
        <StepEquation config={config} symbol={model.symbol} />
      </div>
    </aside>
  );
}

function Stage({ model }: { model: SampleModel }) {
  const summarise = useMemo(
    () => () => {
      const samples = model.session.samples.value;
      if (!samples) return words.noSamples;
      const n = samples.trajectory.count;
      const score = model.quality.value?.score;
      const measured =
        score && isReliable(score) ? `${words.measures[score.kind]} ${scoreText(score)}` : null;
      const seed = model.stale.value ? samples.config.seed : null;
      return words.stage(n, kindOf(samples.config, n), seed, measured);
    },
    [model],
  );
  const summary = useThrottled(summarise, SUMMARY_INTERVAL);
  if (model.family.value.planar)
    return (
      <IslandCanvas
        key="points"
        mount={stage}
        data={model.stage}
        class="stage"
        label={words.samples}
        summary={summary}
      />
    );
  return (
    <div class="gridwrap" data-drawn={model.reel.value !== null}>
      <IslandCanvas
        key="images"
        mount={imageGrid}
        data={model.grid}
        class="stage grid"
        label={words.samples}
        summary={summary}
      />
      {model.reel.value && <SampleChoice model={model} />}
    </div>
  );
}

export function Centre({ model }: { model: SampleModel }) {
  const { clock } = useLab();
  const config = model.config.value;
  const { session } = model;
  const samples = session.samples.value;
  const scene = model.scene.value;
  // what is drawn is named by the form; what is shown, by its own settings
  const isDrawing = scene === 'drawing';
  return (
    <div class="centre">
      <div class="lede">
        <h1>
          {headline({
            scene,
            config: isDrawing ? session.form.config.value : config,
            source: session.model.value?.source,
            count: (isDrawing ? null : samples?.trajectory.count) ?? session.count.value,
            measurement: model.quality.value,
            recorded: session.model.value?.recorded,
          })}
        </h1>
        <ContentChoice model={model} />
      </div>
      <div class={model.stale.value ? 'stagewrap stale' : 'stagewrap'}>
        <Stage model={model} />
        <StepPanel model={model} />
      </div>
      <div class={model.stale.value ? 'scrub stale' : 'scrub'}>
        {model.family.value.planar ? (
          <IslandCanvas key="points" mount={film} data={model.film} class="film" label={words.nineFrames} />
        ) : (
          <IslandCanvas
            key="images"
            mount={imageFilm}
            data={model.imageFilm}
            class="film two"
            label={words.nineFramesOfSelected}
          />
        )}
        <TimeSlider clock={clock} config={config} signal={model.signal} />
        <TimeEnds clock={clock} config={config} />
      </div>
      <UseEntry model={model} />
    </div>
  );
}
