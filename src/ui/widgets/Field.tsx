/**
 * A field is one setting of the form, drawn from its line in the field table: a menu, a number with its range, a tick box or text. What
 * is not accepted stays visible beside its range; the last valid value stays in force.
 */
import { createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { IMAGE_DATASETS, isImageDatasetId } from '../../../datasets/images';
import { FIELDS, type Field as FieldEntry, type FieldName, type NumberField } from '../../config/fields';
import { problemSentence } from '../../config/parse';
import { type Form, SAMPLING_FIELDS } from '../../state/settings';
import { useLab } from '../lab';
import { labelOf } from '../labels';

interface Props {
  readonly name: FieldName;
  /** Values of a menu that are left out. */
  readonly without?: readonly string[];
}

/** The form that fields belong to, where it is not the lab's own. */
export interface FieldForm {
  readonly form: Form;
  /** Begins the ids of its elements. */
  readonly id: string;
  /** A field that says how to sample was set. */
  sampling(): void;
}

export const FieldFormContext = createContext<FieldForm | null>(null);

function useForm(): FieldForm {
  const lab = useLab();
  const own = useContext(FieldFormContext);
  return own ?? { form: lab.settings, id: 'field', sampling: () => void lab.commands.applySampling() };
}

/** How long typing may pause before a value that is not accepted is spoken of. */
const PATIENCE = 700;

/** Takes what the form gives, and tells the run where it can follow at once. */
function useSet(name: FieldName) {
  const lab = useLab();
  const { form, sampling } = useForm();
  return (given: unknown, say: boolean): boolean => {
    const accepted = form.set(name, given);
    if (accepted && (SAMPLING_FIELDS as readonly FieldName[]).includes(name)) sampling();
    const problem = form.problems.value.find((entry) => entry.name === name);
    if (say && problem) {
      const kept = String(form.config.value[name]);
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
  const { form, id: formId } = useForm();
  const set = useSet(name);
  const valid = form.config.value[name] as number;
  const problem = form.problems.value.find((entry) => entry.name === name);
  const [text, setText] = useState(String(valid));
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    // The value changed elsewhere (a link, a mend, an opened model): show it. What is being typed stays.
    if (!problem && Number(text) !== valid) setText(String(valid));
  }, [valid, problem]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const id = `${formId}-${name}`;
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

/** The control alone, for places that have a label of their own. */
export function FieldControl({ name, without = [] }: Props) {
  const { form, id: formId } = useForm();
  const field: FieldEntry = FIELDS[name];
  const { dataset } = form.config.value;
  const classes = isImageDatasetId(dataset) ? IMAGE_DATASETS[dataset].classes : [];
  switch (field.kind) {
    case 'number':
      if (name === 'label' && classes.length > 0) return <ClassMenu classes={classes} help={field.help} />;
      return <NumberInput name={name} field={field} />;
    case 'choice':
      return (
        <Menu
          name={name}
          values={field.values.filter((value) => !without.includes(value))}
          say={(value) => labelOf(name, value)}
          help={field.help}
        />
      );
    case 'flag':
      return <Tick name={name} help={field.help} />;
    case 'text':
      return <TextInput name={name} id={`${formId}-${name}`} maxLength={field.maxLength} help={field.help} />;
    default:
      return field satisfies never;
  }
}

/** The class to draw, by its name. */
function ClassMenu({ classes, help }: { classes: readonly string[]; help: string }) {
  const values = ['-1', ...classes.map((_, k) => String(k))];
  return (
    <Menu name="label" values={values} say={(value) => classes[Number(value)] ?? 'All in turn'} help={help} />
  );
}

interface MenuProps {
  readonly name: FieldName;
  readonly values: readonly string[];
  readonly say: (value: string) => string;
  readonly help: string;
}

function Menu({ name, values, say, help }: MenuProps) {
  const { form, id: formId } = useForm();
  const set = useSet(name);
  return (
    <select
      id={`${formId}-${name}`}
      value={String(form.config.value[name])}
      title={help}
      onChange={(event) => set(event.currentTarget.value, true)}
    >
      {values.map((value) => (
        <option key={value} value={value}>
          {say(value)}
        </option>
      ))}
    </select>
  );
}

function Tick({ name, help }: { name: FieldName; help: string }) {
  const { form, id: formId } = useForm();
  const set = useSet(name);
  return (
    <input
      type="checkbox"
      id={`${formId}-${name}`}
      checked={form.config.value[name] === true}
      title={help}
      onChange={(event) => set(event.currentTarget.checked, true)}
    />
  );
}

function TextInput(props: { name: FieldName; id: string; maxLength: number; help: string }) {
  const { form } = useForm();
  const set = useSet(props.name);
  return (
    <input
      type="text"
      id={props.id}
      value={String(form.config.value[props.name])}
      maxLength={props.maxLength}
      title={props.help}
      onInput={(event) => set(event.currentTarget.value, false)}
    />
  );
}

export function Field({ name, without = [] }: Props) {
  const { id } = useForm();
  return (
    <div class="row">
      <label for={`${id}-${name}`}>{FIELDS[name].label}</label>
      <FieldControl name={name} without={without} />
    </div>
  );
}
