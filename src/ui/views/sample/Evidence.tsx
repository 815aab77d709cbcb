/** The evidence: how many evaluations are enough, and why one step is not. Both are made on demand. */
import type { ReadonlySignal } from '@preact/signals';
import { curveKey, type Progress } from '../../../state/sampleStudies';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { Numbers } from '../../widgets/Numbers';
import { figure } from '../train/words';
import { curveChart } from './curveChart';
import type { SampleModel } from './model';
import { panelSteps, panels } from './panels';
import { curveFinding, curveLabel, kindOf } from './words';

interface WorkProps {
  readonly model: SampleModel;
  readonly progress: ReadonlySignal<Progress | null>;
  readonly label: string;
  readonly doing: string;
  readonly begin: () => void;
}

/** A button that becomes progress and Cancel while its work is done. */
function Work({ model, progress, label, doing, begin }: WorkProps) {
  const now = progress.value;
  const { studies, session } = model;
  const busy = studies.panelsProgress.value !== null || studies.curveProgress.value !== null;
  const ready = session.drawn.value !== null && session.activity.value === null && !busy;
  if (!now)
    return (
      <button type="button" class="ask" disabled={!ready} onClick={begin}>
        {label}
      </button>
    );
  return (
    <p class="work">
      <progress value={now.done} max={now.total} aria-label={doing} />
      <button type="button" class="quiet" onClick={() => studies.cancel()}>
        Cancel
      </button>
    </p>
  );
}

export function Evidence({ model }: { model: SampleModel }) {
  const { studies, session } = model;
  const form = session.form.config.value;
  const curve = studies.curves.value.get(curveKey(form));
  const finding = curve && !studies.curveProgress.value ? curveFinding(curve) : null;
  const done = studies.panels.value;
  return (
    <div class="evidence">
      <figure>
        <figcaption>
          <h2>{finding ?? 'How many evaluations are enough'}</h2>
          <p>This model, by network evaluations (NFE)</p>
        </figcaption>
        <IslandCanvas
          mount={curveChart}
          data={model.curves}
          class="h260"
          label="Quality against network evaluations"
          summary={
            curve?.points
              .map(({ nfe, value }) => `${nfe} ${nfe === 1 ? 'evaluation' : 'evaluations'}: ${figure(value)}`)
              .join('; ') ?? 'Not measured yet.'
          }
        />
        <Work
          model={model}
          progress={studies.curveProgress}
          label={`${curve ? 'Measure again' : 'Measure'}: ${curveLabel(form)}`}
          doing="Measuring"
          begin={() => void studies.measureCurve()}
        />
        <Numbers
          of="Quality by network evaluations"
          columns={['Sampler, evaluations', 'distance', 'real data']}
          rows={() =>
            [...studies.curves.value.values()].flatMap(({ config, points }) =>
              points.map(({ nfe, value, floor }) => [
                `${curveLabel(config)}, ${nfe}`,
                figure(value),
                figure(floor),
              ]),
            )
          }
        />
      </figure>
      <figure>
        <figcaption>
          <h2>Why many steps, and not one</h2>
          <p>Same model, same starting noise, same seed</p>
        </figcaption>
        <IslandCanvas
          mount={panels}
          data={model.panels}
          class="h300"
          label="The same noise after few steps and after many"
          summary={
            done.length > 0
              ? `Drawn with ${done.map(({ steps }) => panelSteps(steps)).join(', ')}.`
              : 'Not drawn yet.'
          }
        />
        <Work
          model={model}
          progress={studies.panelsProgress}
          label={done.length > 0 ? 'Draw them again' : `Draw the same ${kindOf(form)} with 1 to 50 steps`}
          doing="Drawing"
          begin={() => void studies.drawPanels()}
        />
      </figure>
    </div>
  );
}
