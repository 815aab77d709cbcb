/** The transport of both runs: one button, what they have in common, the data set they share and the field in which they differ. */
import { useMemo } from 'preact/hooks';
import { FIELDS, type FieldName } from '../../../config/fields';
import { CHANGES } from '../../../state/comparison';
import { useThrottled } from '../../useThrottled';
import { FieldControl } from '../../widgets/Field';
import { firstStepWords } from '../train/words';
import { useCompare } from './lab';
import type { CompareModel } from './model';
import { sameness } from './words';

type Look = 'first' | 'compiling' | 'training' | 'paused' | 'done' | 'failed';

/** How both stand together: while one still trains, they train. */
function lookOf({ a, b }: CompareModel): Look {
  const phases = [a.run.value?.phase, b.run.value?.phase];
  if (phases.includes('done') && phases.includes(undefined)) return 'first'; // a model was brought, the other is to come
  const has = (...these: string[]) => phases.some((phase) => phase !== undefined && these.includes(phase));
  if (has('training')) return 'training';
  if (has('preparing', 'compiling')) return 'compiling';
  if (has('paused')) return 'paused';
  if (has('failed')) return 'failed';
  return has('done') ? 'done' : 'first';
}

const TITLES: Record<Look, string> = {
  first: 'Begin both runs with these settings (T)',
  compiling: 'The runs are about to begin',
  training: 'Pause both after the present step (T)',
  paused: 'Resume where both stand (T)',
  done: 'Go on for as many steps again (T)',
  failed: 'Begin both runs anew (T)',
};

/** What the button does: a model that is only drawn from is not trained. */
function whatTrains({ a, b }: CompareModel): string {
  const trained = [a, b].filter(({ guest }) => guest.value?.trains !== false);
  if (trained.length === 2) return 'Train both';
  return trained.length === 1 ? `Train ${trained[0].side.toUpperCase()}` : 'Draw both';
}

/** The menu that names the one field in which A and B differ. */
function Change() {
  const compare = useCompare();
  const varied = compare.varied.value;
  const shown: readonly FieldName[] = CHANGES.includes(varied[0]) ? CHANGES : [varied[0], ...CHANGES];
  return (
    <label>
      Change{' '}
      <select
        value={varied[0]}
        onChange={(event) => {
          const { value } = event.currentTarget;
          compare.vary(value as FieldName);
          void compare.commands.applySampling();
        }}
      >
        {shown.map((name) => (
          <option key={name} value={name}>
            {FIELDS[name].label}
          </option>
        ))}
      </select>
    </label>
  );
}

function Sentence({ look }: { look: Look }) {
  const compare = useCompare();
  const { same, differs } = sameness(compare.differences.value, compare.guests.value);
  return (
    <p class="same" role="status">
      {same} <b>{differs}</b>
      {look === 'compiling' && ` ${firstStepWords(compare.runs.a.value?.backend ?? null)}`}
      {look !== 'compiling' && compare.commands.changed() && ' Changes apply to the next run.'}
    </p>
  );
}

export function Transport({ model }: { model: CompareModel }) {
  const compare = useCompare();
  const look = lookOf(model);
  const refused = model.a.refusal.value !== null || model.b.refusal.value !== null;
  const read = useMemo(
    () => () => {
      const total = model.a.shown.value.trainingSteps + model.b.shown.value.trainingSteps;
      const step = (model.a.run.value?.step ?? 0) + (model.b.run.value?.step ?? 0);
      return { total, step };
    },
    [model],
  );
  const { total, step } = useThrottled(read);
  const varies = compare.varied.value.includes('dataset');
  return (
    <div class="transport" data-state={look}>
      <div class="buttons">
        {look === 'training' ? (
          <button
            type="button"
            class="primary running"
            title={TITLES.training}
            onClick={() => void compare.commands.pause()}
          >
            Pause
          </button>
        ) : (
          <button
            type="button"
            class="primary"
            disabled={look === 'compiling' || refused}
            title={compare.commands.changed() ? 'Begin new runs with the changed settings (T)' : TITLES[look]}
            onClick={() => void compare.commands.train()}
          >
            {whatTrains(model)}
          </button>
        )}
        <button
          type="button"
          disabled={model.a.run.value === null && model.b.run.value === null}
          title="Forget both runs"
          onClick={() => void compare.commands.reset()}
        >
          Reset
        </button>
      </div>
      <Sentence look={look} />
      <div class="shared">
        {!varies && (
          <label for="field-dataset">
            Dataset <FieldControl name="dataset" />
          </label>
        )}
        <Change />
      </div>
      <div
        class="progress"
        role="progressbar"
        aria-label="Training"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={step}
        data-busy={look === 'compiling' ? '' : undefined}
      >
        <i style={{ width: `${total > 0 ? Math.min(100, (100 * step) / total) : 0}%` }} />
      </div>
    </div>
  );
}
