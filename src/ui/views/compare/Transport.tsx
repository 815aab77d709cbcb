/** The transport of both runs: one button, what they share and what differs, the data set, and the menu of the field that differs. */
import { useMemo } from 'preact/hooks';
import { FIELDS, type FieldName } from '../../../config/fields';
import type { Side } from '../../../state/compare/comparison';
import { CHANGES } from '../../../state/compare/contrasts';
import * as words from '../../../words/compare/view';
import { startProgress } from '../../findings';
import { useLab } from '../../shell/lab';
import { FieldControl } from '../../widgets/Field';
import { Lazy } from '../../widgets/Lazy';
import { RestoreButton, TrainButton } from '../../widgets/RunButtons';
import { TrainingBar } from '../../widgets/TrainingBar';
import { type TransportState, transportStateOfBoth } from '../../widgets/transportState';
import { useInteracted } from '../../widgets/useInteracted';
import { useThrottledWhile } from '../../widgets/useThrottled';
import { compareButton, type FrozenSides, frozenSides, nextSentence, sameness } from './findings';
import { useCompare } from './lab';
import type { CompareModel } from './model/compareModel';
import { linkedModel } from './pretrained';

/** The menu that chooses the one field in which A and B differ. */
function ChangeMenu() {
  const compare = useCompare();
  const varied = compare.varied.value;
  const options: readonly FieldName[] = CHANGES.includes(varied[0]) ? CHANGES : [varied[0], ...CHANGES];
  return (
    <label>
      {words.change}{' '}
      <select
        value={varied[0]}
        onChange={(event) => {
          const { value } = event.currentTarget;
          compare.vary(value as FieldName);
          void compare.commands.applySampling();
        }}
      >
        {options.map((name) => (
          <option key={name} value={name}>
            {FIELDS[name].label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The sides that are sampled and not trained: as the link says while their models load. */
function useFrozenSides(): FrozenSides {
  const { extra } = useLab();
  const { awaited, pretrained } = useCompare();
  const frozen = frozenSides(pretrained.value);
  const of = (side: Side) =>
    awaited.value.includes(side) ? (linkedModel(extra.value, side)?.frozen ?? false) : frozen[side];
  return { a: of('a'), b: of('b') };
}

function Sentence({ state }: { state: TransportState }) {
  const compare = useCompare();
  if (compare.awaited.value.length > 0)
    return (
      <p class="same" role="status">
        {words.modelsLoad}
      </p>
    );
  const frozen = frozenSides(compare.pretrained.value);
  const { same, differs } = sameness(compare.differences.value, compare.pretrained.value);
  return (
    <p class="same" role="status">
      {same} <b>{differs}</b>{' '}
      {nextSentence({
        state,
        changed: compare.commands.changed(),
        frozen,
        runs: [compare.runs.a.value, compare.runs.b.value],
      })}
    </p>
  );
}

/** Shows the runs again that the present ones replaced, or that Reset removed. */
function RestorePrevious({ state }: { state: TransportState }) {
  const { commands } = useCompare();
  const step = commands.previousStep.value;
  if (step === null || state === 'compiling') return null;
  return (
    <p class="same">
      <RestoreButton
        label={words.restore}
        title={words.restoreTitle}
        step={step}
        onRestore={() => void commands.restore()}
      />
    </p>
  );
}

/** Where both runs found no room: one batch for both, so that the comparison stays fair. */
function GoOn() {
  const { commands, runs, varied } = useCompare();
  const failures = [runs.a.value?.failure, runs.b.value?.failure];
  const batch = failures[0]?.fix?.batchSize;
  const haveNoRoom = failures.every((failure) => failure?.code === 'out-of-memory');
  if (!haveNoRoom || typeof batch !== 'number' || varied.value.includes('batchSize')) return null;
  const haveSteps = failures.some((failure) => failure!.step > 0);
  return (
    <p class="same">
      <button type="button" onClick={() => void commands.goOnWithBatch(batch)}>
        {(haveSteps ? words.goOnWithBatches : words.trainBothWithBatches)(batch)}
      </button>
    </p>
  );
}

/** Its code is not part of the first view. */
const cost = () => import('./RunCost');

const NOTHING = {};

export function Transport({ model }: { model: CompareModel }) {
  const compare = useCompare();
  const state = transportStateOfBoth(model.a.run.value?.phase, model.b.run.value?.phase);
  const refused = model.a.refusal.value !== null || model.b.refusal.value !== null;
  const read = useMemo(
    () => () => {
      const total = model.a.config.value.trainingSteps + model.b.config.value.trainingSteps;
      const step = (model.a.run.value?.step ?? 0) + (model.b.run.value?.step ?? 0);
      return { total, step, starting: startProgress([model.a.run.value, model.b.run.value]) };
    },
    [model],
  );
  const { total, step, starting } = useThrottledWhile(state === 'training', read);
  const changed = compare.commands.changed();
  const interacted = useInteracted();
  const frozen = useFrozenSides();
  const loads = compare.awaited.value.length > 0;
  const button = compareButton({ state, changed, frozen });
  const starts = !(frozen.a && frozen.b) && (state === 'ready' || (changed && state !== 'compiling'));
  const varies = compare.varied.value.includes('dataset');
  return (
    <div class="transport" data-state={state}>
      <div class="buttons">
        <TrainButton
          {...button}
          {...(loads && { title: words.modelsLoad })}
          training={state === 'training'}
          disabled={state === 'compiling' || refused || loads}
          onTrain={() => void compare.commands.train()}
          onPause={() => void compare.commands.pause()}
        />
        <button
          type="button"
          disabled={model.a.run.value === null && model.b.run.value === null}
          title={words.resetTitle}
          onClick={() => void compare.commands.reset()}
        >
          {words.reset}
        </button>
      </div>
      <Sentence state={state} />
      {interacted && starts && !refused && <Lazy load={cost} props={NOTHING} />}
      <GoOn />
      <RestorePrevious state={state} />
      <div class="shared">
        {!varies && (
          <label for="field-dataset">
            {words.dataset} <FieldControl name="dataset" />
          </label>
        )}
        <ChangeMenu />
      </div>
      <TrainingBar step={step} total={total} starting={state === 'compiling'} start={starting} />
    </div>
  );
}
