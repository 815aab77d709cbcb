/** All settings of both runs: what differs, side by side, and what they share. */
import { FIELDS, type FieldName } from '../../../config/fields';
import { followsForm } from '../../../state/guest';
import { useLab } from '../../lab';
import { labelOf } from '../../labels';
import { Field, FieldControl, FieldFormContext } from '../../widgets/Field';
import { recipe } from '../train/words';
import { useCompare } from './lab';
import { Badge, useSideForm } from './Region';

const NAMES = Object.keys(FIELDS) as FieldName[];
/** A drawing is drawn, not typed; the data set has its place in the transport. */
const HIDDEN: readonly FieldName[] = ['drawing', 'dataset'];

function Varied({ name }: { name: FieldName }) {
  const compare = useCompare();
  const forms = { a: useSideForm('a', 'settings'), b: useSideForm('b', 'settings') };
  const { label } = FIELDS[name];
  return (
    <div class="varied">
      <span>{label}</span>
      {(['a', 'b'] as const).map((side) => (
        <label key={side} for={`${side}-settings-${name}`}>
          <span class="vh">{label} of</span> <Badge side={side} />
          {compare.guests.value[side] && !followsForm(name) ? (
            <span class="theirs">{labelOf(name, String(compare.sides[side].config.value[name]))}</span>
          ) : (
            <FieldFormContext.Provider value={forms[side]}>
              <FieldControl name={name} />
            </FieldFormContext.Provider>
          )}
        </label>
      ))}
      <button
        type="button"
        class="quiet"
        disabled={compare.varied.value.length < 2}
        title="Both get A's value"
        onClick={() => compare.share(name)}
      >
        Share
      </button>
    </div>
  );
}

export function Settings() {
  const { settings } = useLab();
  const compare = useCompare();
  const varied = compare.varied.value;
  const rest = NAMES.filter((name) => !varied.includes(name) && !HIDDEN.includes(name));
  return (
    <details class="settings">
      <summary>
        Settings <span>{recipe(settings.config.value)}</span>
      </summary>
      <fieldset>
        <legend>What differs</legend>
        {varied.map((name) => (
          <Varied key={name} name={name} />
        ))}
        <div class="row">
          <label for="add-difference">Another one</label>
          <select
            id="add-difference"
            value=""
            onChange={(event) => {
              compare.add(event.currentTarget.value as FieldName);
              event.currentTarget.value = '';
            }}
          >
            <option value="">choose a setting…</option>
            {NAMES.filter((name) => !varied.includes(name) && name !== 'drawing').map((name) => (
              <option key={name} value={name}>
                {FIELDS[name].label}
              </option>
            ))}
          </select>
        </div>
      </fieldset>
      <fieldset class="rest">
        <legend>What both share</legend>
        {rest.map((name) => (
          <Field key={name} name={name} />
        ))}
      </fieldset>
    </details>
  );
}
