/**
 * A field is one setting of the form, drawn from its line in the field table: a menu, a number with its range, a tick box or text. What
 * is not accepted stays visible beside its range; the last valid value stays in force.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { FIELDS, type Field as FieldEntry, type FieldName, type NumberField } from '../../config/fields';
import { problemSentence } from '../../config/parse';
import { SAMPLING_FIELDS } from '../../state/settings';
import { useLab } from '../lab';
import { labelOf } from '../labels';

interface Props {
  readonly name: FieldName;
  /** Values of a menu that are left out. */
  readonly without?: readonly string[];
}

/** How long typing may pause before a value that is not accepted is spoken of. */
const PATIENCE = 700;

/** Takes what the form gives, and tells the run where it can follow at once. */
function useSet(name: FieldName) {
  const lab = useLab();
  return (given: unknown, say: boolean): boolean => {
    const accepted = lab.settings.set(name, given);
    if (accepted && (SAMPLING_FIELDS as readonly FieldName[]).includes(name))
      void lab.commands.applySampling();
    const problem = lab.settings.problems.value.find((entry) => entry.name === name);
    if (say && problem) {
      const kept = String(lab.settings.config.value[name]);
      lab.notices.problem(
        problemSentence({ ...problem, field: FIELDS[name].label }),
        `${kept} stays in force until then.`,
        name,
      );
    }
    if (accepted) lab.notices.settle(name);
    return accepted;
  };
}

function NumberInput({ name, field }: { name: FieldName; field: NumberField }) {
  const { settings } = useLab();
  const set = useSet(name);
  const valid = settings.config.value[name] as number;
  const problem = settings.problems.value.find((entry) => entry.name === name);
  const [text, setText] = useState(String(valid));
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    // The value changed elsewhere (a link, a mend, an opened model): show it. What is being typed stays.
    if (!problem && Number(text) !== valid) setText(String(valid));
  }, [valid, problem]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const id = `field-${name}`;
  return (
    <>
      <input
        type="number"
        id={id}
        value={text}
        min={field.min}
        max={field.max}
        step={field.integer ? 1 : 'any'}
        inputMode={field.integer ? 'numeric' : 'decimal'}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={problem ? `${id}-range` : undefined}
        title={field.help}
        onInput={(event) => {
          const given = event.currentTarget.value;
          setText(given);
          clearTimeout(timer.current);
          if (!set(given, false)) timer.current = setTimeout(() => set(given, true), PATIENCE);
        }}
        onChange={(event) => {
          clearTimeout(timer.current);
          set(event.currentTarget.value, true);
        }}
      />
      {problem && (
        <small class="range" id={`${id}-range`}>
          {field.integer ? 'whole, ' : ''}
          {field.min} to {field.max}
        </small>
      )}
    </>
  );
}

function control(name: FieldName, field: FieldEntry, without: readonly string[]) {
  const id = `field-${name}`;
  switch (field.kind) {
    case 'number':
      return <NumberInput name={name} field={field} />;
    case 'choice':
      return (
        <Menu
          name={name}
          values={field.values.filter((value) => !without.includes(value))}
          help={field.help}
        />
      );
    case 'flag':
      return <Tick name={name} help={field.help} />;
    case 'text':
      return <TextInput name={name} id={id} maxLength={field.maxLength} help={field.help} />;
    default:
      return field satisfies never;
  }
}

function Menu({ name, values, help }: { name: FieldName; values: readonly string[]; help: string }) {
  const { settings } = useLab();
  const set = useSet(name);
  return (
    <select
      id={`field-${name}`}
      value={String(settings.config.value[name])}
      title={help}
      onChange={(event) => set(event.currentTarget.value, true)}
    >
      {values.map((value) => (
        <option key={value} value={value}>
          {labelOf(name, value)}
        </option>
      ))}
    </select>
  );
}

function Tick({ name, help }: { name: FieldName; help: string }) {
  const { settings } = useLab();
  const set = useSet(name);
  return (
    <input
      type="checkbox"
      id={`field-${name}`}
      checked={settings.config.value[name] === true}
      title={help}
      onChange={(event) => set(event.currentTarget.checked, true)}
    />
  );
}

function TextInput(props: { name: FieldName; id: string; maxLength: number; help: string }) {
  const { settings } = useLab();
  const set = useSet(props.name);
  return (
    <input
      type="text"
      id={props.id}
      value={String(settings.config.value[props.name])}
      maxLength={props.maxLength}
      title={props.help}
      onInput={(event) => set(event.currentTarget.value, false)}
    />
  );
}

export function Field({ name, without = [] }: Props) {
  const field: FieldEntry = FIELDS[name];
  return (
    <div class="row">
      <label for={`field-${name}`}>{field.label}</label>
      {control(name, field, without)}
    </div>
  );
}
