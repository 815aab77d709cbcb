/** The centre: the headline, the stage with its layers and its explanation, and the time. */
import { useMemo } from 'preact/hooks';
import { isReliable } from '../../../state/score';
import * as words from '../../../words/train/view';
import { scoreText } from '../../quality';
import { useLab } from '../../shell/lab';
import { FamilyCanvas } from '../../widgets/FamilyCanvas';
import { TimeEnds } from '../../widgets/TimeEnds';
import { TimeSlider } from '../../widgets/TimeSlider';
import { SUMMARY_INTERVAL, useThrottled } from '../../widgets/useThrottled';
import { Explanation, highlight } from './Explanation';
import { errorSentence, headline } from './findings';
import { Layers } from './Layers';
import type { TrainModel } from './model/trainModel';
import { RaceEntry } from './RaceEntry';

/** The content of the stage, in one sentence. Reads signals. */
function summaryOf({ reel, forward, quality, placeErrors, family }: TrainModel): string {
  if (forward.value) return words.noSamplesButReal(forward.value.trajectory.count);
  if (!reel.value) return words.noSamples;
  const kind = family.value.planar ? 'points' : 'images';
  const errors = placeErrors.value ? errorSentence(placeErrors.value) : '';
  const samples = words.samplesSummary(reel.value.trajectory.count, kind, errors);
  if (!quality.value) return `${samples}.`;
  const { score } = quality.value;
  return isReliable(score)
    ? `${samples}; ${family.value.measure} ${scoreText(score)}.`
    : words.tooFewToMeasure(samples);
}

export function Centre({ model }: { model: TrainModel }) {
  const { clock, settings } = useLab();
  const config = model.config.value;
  const family = model.family.value;
  const readHeadline = useMemo(
    () => () => headline(model.run.value, settings.config.value, model.quality.value),
    [model, settings],
  );
  const readSummary = useMemo(() => () => summaryOf(model), [model]);
  const title = useThrottled(readHeadline);
  const summary = useThrottled(readSummary, SUMMARY_INTERVAL);
  return (
    <div class="centre">
      <div class="lede">
        <h1 id="samples-now">{title}</h1>
        {family.planar && <Layers model={model} />}
      </div>
      <div class="stagewrap">
        <FamilyCanvas
          family={family}
          part="stage"
          data={model.stage}
          class="stage"
          label={words.samples}
          summary={summary}
          onPoint={family.planar && model.layers.value.has('score') ? highlight(model, 'score') : undefined}
        />
        <Explanation model={model} />
      </div>
      <div class="scrub">
        <FamilyCanvas
          family={family}
          part="film"
          data={model.film}
          class="film"
          label={words.frames[model.forward.value ? 'forward' : 'reverse']}
        />
        <TimeSlider clock={clock} config={config} signal={model.signal} />
        <TimeEnds clock={clock} config={config} />
      </div>
      {family.planar && <RaceEntry model={model} />}
    </div>
  );
}
