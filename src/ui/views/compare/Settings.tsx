/** All settings of both runs: the fields that differ, side by side, and the shared ones. */
import { concerns, fieldSets } from '../../../config/family';
import { FIELDS, type FieldName, GROUP_LABELS } from '../../../config/fields';
import { SIDES } from '../../../state/compare/comparison';
import { followsForm } from '../../../state/compare/pretrainedSide';
import * as words from '../../../words/compare/view';
import { OwnDataWithButtons } from '../../files/OwnData';
import { labelOf } from '../../labels';
import { Explanation, Field, FieldControl } from '../../widgets/Field';
import { FieldFormContext } from '../../widgets/fieldForm';
import { StepsTaken } from '../../widgets/StepsTaken';
import { UndoButtons } from '../../widgets/UndoButtons';
import { settingsOfBoth } from './findings';
import { useCompare } from './lab';
import { Badge, unused, useSideForm } from './SidePanel';
import './settings.css';

const NAMES = Object.keys(FIELDS) as FieldName[];
/** A drawing is not typed, and the menu of data sets is in the transport. */
const ELSEWHERE: readonly FieldName[] = ['drawing', 'dataset'];

function VariedField({ name }: { name: FieldName }) {
  const compare = useCompare();
  const forms = { a: useSideForm('a', 'settings'), b: useSideForm('b', 'settings') };
  const configs = { a: compare.sides.a.config.value, b: compare.sides.b.config.value };
  const { label } = FIELDS[name];
  return (
    <div class="varied">
      <span class="name">{label}</span>
      <Explanation name={name} control={`varied-${name}`} />
      {SIDES.map((side) => (
        <div key={side}>
          <label for={`${side}-settings-${name}`}>
            <span class="vh">{words.ofSide(label)}</span> <Badge side={side} />
            {compare.pretrained.value[side] && !followsForm(name) ? (
              <span class="own-value">{labelOf(name, String(configs[side][name]))}</span>
            ) : (
              <FieldFormContext.Provider value={forms[side]}>
                <FieldControl name={name} unused={unused(name, forms[side])} />
              </FieldFormContext.Provider>
            )}
          </label>
          {name === 'samplingSteps' && (
            <StepsTaken steps={configs[side].samplingSteps} processes={[configs[side]]} />
          )}
        </div>
      ))}
      <button
        type="button"
        class="quiet"
        disabled={compare.varied.value.length < 2}
        title={words.shareTitle}
        onClick={() => compare.share(name)}
      >
        {words.share}
      </button>
    </div>
  );
}

export function Settings() {
  const compare = useCompare();
  const varied = compare.varied.value;
  const [a, b] = SIDES.map((side) => compare.sides[side].config.value);
  const counting = NAMES.filter((name) => concerns(name, a) || concerns(name, b));
  const shared = counting.filter((name) => !varied.includes(name) && !ELSEWHERE.includes(name));
  return (
    <details class="settings">
      <summary>
        {words.settings} <span>{settingsOfBoth(a, b)}</span>
      </summary>
      <fieldset>
        <legend>{words.settingsThatDiffer}</legend>
        {varied.map((name) => (
          <VariedField key={name} name={name} />
        ))}
        <div class="row">
          <label for="add-difference">{words.addDifference}</label>
          <select
            id="add-difference"
            value=""
            onChange={(event) => {
              compare.add(event.currentTarget.value as FieldName);
              event.currentTarget.value = '';
            }}
          >
            <option value="">{words.chooseSetting}</option>
            {counting
              .filter((name) => !varied.includes(name) && name !== 'drawing')
              .map((name) => (
                <option key={name} value={name}>
                  {FIELDS[name].label}
                </option>
              ))}
          </select>
        </div>
      </fieldset>
      <fieldset class="shared-fields">
        <legend>{words.sharedSettings}</legend>
        <OwnDataWithButtons />
        {fieldSets(shared).map(({ group, names }) => (
          <fieldset key={group}>
            <legend>{GROUP_LABELS[group]}</legend>
            {names.map((name) => (
              <Field key={name} name={name} />
            ))}
            {names.includes('samplingSteps') && (
              <StepsTaken steps={compare.shared.config.value.samplingSteps} processes={[a, b]} />
            )}
          </fieldset>
        ))}
      </fieldset>
      <UndoButtons />
    </details>
  );
}
