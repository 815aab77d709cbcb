/** The evidence: how many evaluations are enough, and why one step is not. Both are measured on demand. */
import type { ReadonlySignal } from '@preact/signals';
import { significant } from '../../../lib/numbers';
import { sweepDrawingTime } from '../../../state/drawingTime';
import { sampleFamilyOf } from '../../../state/families';
import { curveKey, PANEL_STEPS, studiedSteps } from '../../../state/sample/studies';
import { unmeasurable } from '../../../state/sample/unmeasurable';
import { type Progress, STEP_BUDGETS } from '../../../state/sweep';
import * as words from '../../../words/sample';
import { figure, timeText } from '../../format';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { Numbers } from '../../widgets/Numbers';
import { curveChart } from './curveChart';
import { curveFinding, curveLabel, measureLabel } from './findings';
import type { SampleModel } from './model/sampleModel';
import { stepPanels } from './stepPanels';

interface StudyButtonProps {
  readonly model: SampleModel;
  readonly progress: ReadonlySignal<Progress | null>;
  readonly label: string;
  /** Estimated milliseconds; null where nothing was timed here. */
  readonly milliseconds: number | null;
  readonly doing: string;
  readonly begin: () => void;
}

/** Milliseconds of a study, at the rate at which this model is drawn from here. */
function studyTime({ session, timing }: SampleModel, study: 'curve' | 'panels'): number | null {
  const config = session.form.config.value;
  const { counts } = sampleFamilyOf(config);
  const [count, budgets] = study === 'curve' ? [counts.measured, STEP_BUDGETS] : [counts.panel, PANEL_STEPS];
  return sweepDrawingTime(count, config, studiedSteps(budgets, config), timing.timed.value);
}

/** A button that becomes a progress bar and Cancel while its study runs. */
function StudyButton({ model, progress, label, milliseconds, doing, begin }: StudyButtonProps) {
  const now = progress.value;
  const { studies, session } = model;
  const busy = studies.panelsProgress.value !== null || studies.curveProgress.value !== null;
  const ready = session.samples.value !== null && session.activity.value === null && !busy;
  if (!now)
    return (
      <button type="button" class="ask" disabled={!ready} onClick={begin}>
        {label}
        {timeText(milliseconds)}
      </button>
    );
  return (
    <p class="work">
      <progress value={now.done} max={now.total} aria-label={doing} />
      <button type="button" class="quiet" onClick={() => studies.cancel()}>
        {words.cancel}
      </button>
    </p>
  );
}

/** Quality against evaluations, measured on demand. */
function QualityByEvaluations({ model }: { model: SampleModel }) {
  const { studies, session } = model;
  const form = session.form.config.value;
  const curve = studies.curves.value.get(curveKey(form));
  const evaluated = curve?.points.map(({ nfe, score }) => words.evaluated(nfe, figure(score.value)));
  return (
    <>
      <IslandCanvas
        mount={curveChart}
        data={model.curves}
        class="h260"
        label={words.qualityChart}
        summary={evaluated?.join('; ') ?? words.notMeasured}
      />
      <StudyButton
        model={model}
        progress={studies.curveProgress}
        label={measureLabel(form, { isOpen: session.model.value !== null, isMeasured: curve !== undefined })}
        milliseconds={studyTime(model, 'curve')}
        doing={words.measuring}
        begin={() => void studies.measureCurve()}
      />
      <Numbers
        of={words.qualityTable}
        columns={[words.qualityColumns.sampler, words.qualityColumns.distance, words.qualityColumns.real]}
        rows={() =>
          [...studies.curves.value.values()].flatMap(({ config, points }) =>
            points.map(({ nfe, score: { value, floor } }) => [
              `${curveLabel(config)}, ${nfe}`,
              significant(value),
              significant(floor),
            ]),
          )
        }
      />
    </>
  );
}

/** The same noise with few and with many steps, drawn on demand. */
function FewAndManySteps({ model }: { model: SampleModel }) {
  const { studies } = model;
  const done = studies.panels.value;
  return (
    <>
      <IslandCanvas
        mount={stepPanels}
        data={model.stepPanels}
        class="h300"
        label={words.fewAndMany}
        summary={done.length > 0 ? words.sampledWith(done.map(({ steps }) => steps)) : words.notSampled}
      />
      <StudyButton
        model={model}
        progress={studies.panelsProgress}
        label={done.length > 0 ? words.sampleAgain : words.sampleSameNoise}
        milliseconds={studyTime(model, 'panels')}
        doing={words.sampling}
        begin={() => void studies.drawPanels()}
      />
    </>
  );
}

export function Evidence({ model }: { model: SampleModel }) {
  const { studies, session } = model;
  const curve = studies.curves.value.get(curveKey(session.form.config.value));
  const finding = curve && !studies.curveProgress.value ? curveFinding(curve) : null;
  const opened = session.model.value;
  const why = opened && unmeasurable(opened);
  return (
    <div class="evidence">
      <figure>
        <figcaption>
          <h2>{finding ?? words.howManyEvaluations}</h2>
          <p>{why ? words.nothingToMeasure(why) : words.byEvaluations}</p>
        </figcaption>
        {!why && <QualityByEvaluations model={model} />}
      </figure>
      <figure>
        <figcaption>
          <h2>{words.whyManySteps}</h2>
          <p>{words.sameNoise}</p>
        </figcaption>
        <FewAndManySteps model={model} />
      </figure>
    </div>
  );
}
