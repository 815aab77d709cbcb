/**
 * A field is one setting of the form, drawn from its line in the field table: a menu, a number with its range, a tick box or text. A
 * refused value stays visible beside the range; the last valid value stays in force.
 */

import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { FIELDS, type Field as FieldEntry, type FieldName, type NumberField } from '../../config/fields';
import { problemSentence } from '../../config/parse';
import { SAMPLING_FIELDS } from '../../state/settings';
import * as words from '../../words/controls';
import { decimal } from '../format';
import { labelOf } from '../labels';
import { useLab } from '../shell/lab';
import { type FieldForm, FieldFormContext } from './fieldForm';
import { helpOf } from './fieldHelp';
import { Help } from './Help';
import { Lazy } from './Lazy';

interface Props {
  readonly name: FieldName;
  /** Values of a menu that are left out. */
  readonly without?: readonly string[];
  /** Of a menu: why it has no effect now. It is disabled then, and its explanation says this. */
  readonly unused?: string;
}

function useForm(): FieldForm {
  const lab = useLab();
  const own = useContext(FieldFormContext);
  return own ?? { form: lab.settings, id: 'field', sampling: () => void lab.commands.applySampling() };
}

/** The id of the element that explains a field. */
const explanationId = ({ id, help = id }: FieldForm, name: FieldName): string => `${help}-${name}-help`;

/** Milliseconds of pause in typing before a refused value is reported. */
const REPORT_DELAY = 700;

/** Sets a field of the form, and applies it to the run at once where it only concerns sampling. */
function useSet(name: FieldName) {
  const lab = useLab();
  const { form, sampling } = useForm();
  return (input: unknown, say: boolean): boolean => {
    const accepted = form.set(name, input);
    if (accepted && (SAMPLING_FIELDS as readonly FieldName[]).includes(name)) sampling();
    const problem = form.problems.value.find((entry) => entry.name === name);
    if (say && problem) {
      const valid = String(form.config.value[name]);
      lab.notices.problem(
        problemSentence({ ...problem, field: FIELDS[name].label }),
        words.staysInForce(valid),
        name,
      );
    }
    if (accepted) lab.notices.clear(name);
    return accepted;
  };
}

function NumberInput({ name, field }: { name: FieldName; field: NumberField }) {
  const owner = useForm();
  const { form, id: formId } = owner;
  const set = useSet(name);
  const valid = form.config.value[name] as number;
  const problem = form.problems.value.find((entry) => entry.name === name);
  const [text, setText] = useState(String(valid));
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    // the value changed elsewhere (a link, a fix, an opened model): show it, unless the visitor is typing another
    if (!problem && Number(text) !== valid) setText(String(valid));
  }, [valid, problem]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const id = `${formId}-${name}`;
  const help = explanationId(owner, name);
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
        aria-describedby={problem ? `${help} ${id}-range` : help}
        onInput={(event) => {
          const input = event.currentTarget.value;
          setText(input);
          clearTimeout(timer.current);
          if (!set(input, false)) timer.current = setTimeout(() => set(input, true), REPORT_DELAY);
        }}
        onChange={(event) => {
          clearTimeout(timer.current);
          set(event.currentTarget.value, true);
        }}
      />
      {problem && (
        <small class="range" id={`${id}-range`}>
          {words.range(decimal(field.min), decimal(field.max), field.integer === true)}
        </small>
      )}
    </>
  );
}

/** Its code is not part of the first view. */
const classField = () => import('./ClassField');

/** The control alone, for places with a label of their own. */
export function FieldControl({ name, without = [], unused }: Props) {
  const { form, id: formId } = useForm();
  const field: FieldEntry = FIELDS[name];
  switch (field.kind) {
    case 'number':
      if (name === 'label') return <Lazy load={classField} props={{ form, Menu, NumberInput }} />;
      return <NumberInput name={name} field={field} />;
    case 'choice':
      return (
        <Menu
          name={name}
          values={field.values.filter((value) => !without.includes(value))}
          say={(value) => labelOf(name, value)}
          disabled={unused !== undefined}
        />
      );
    case 'flag':
      return <Tick name={name} />;
    case 'text':
      return <TextInput name={name} id={`${formId}-${name}`} maxLength={field.maxLength} />;
    default:
      return field satisfies never;
  }
}

interface MenuProps {
  readonly name: FieldName;
  readonly values: readonly string[];
  readonly say: (value: string) => string;
  readonly disabled?: boolean;
}

function Menu({ name, values, say, disabled = false }: MenuProps) {
  const owner = useForm();
  const { form, id: formId } = owner;
  const set = useSet(name);
  return (
    <select
      id={`${formId}-${name}`}
      value={String(form.config.value[name])}
      disabled={disabled}
      aria-describedby={explanationId(owner, name)}
      onChange={(event) => set(event.currentTarget.value, true)}
    >
      {values.map((value) => (
        <option key={value} value={value}>
          {disabled ? words.noChoice : say(value)}
        </option>
      ))}
    </select>
  );
}

function Tick({ name }: { name: FieldName }) {
  const owner = useForm();
  const { form, id: formId } = owner;
  const set = useSet(name);
  return (
    <input
      type="checkbox"
      id={`${formId}-${name}`}
      checked={form.config.value[name] === true}
      aria-describedby={explanationId(owner, name)}
      onChange={(event) => set(event.currentTarget.checked, true)}
    />
  );
}

function TextInput(props: { name: FieldName; id: string; maxLength: number }) {
  const owner = useForm();
  const { form } = owner;
  const set = useSet(props.name);
  return (
    <input
      type="text"
      id={props.id}
      value={String(form.config.value[props.name])}
      maxLength={props.maxLength}
      aria-describedby={explanationId(owner, props.name)}
      onInput={(event) => set(event.currentTarget.value, false)}
    />
  );
}

/**
 * The meaning of a field, behind a question mark.
 * @param control begins the id of the text
 * @param unused  why the field has no effect now
 */
export function Explanation({ name, control, unused }: Pick<Props, 'name' | 'unused'> & { control: string }) {
  const help = helpOf(name);
  return <Help control={control} label={FIELDS[name].label} text={unused ? `${help}. ${unused}` : help} />;
}

/** Its code is not part of the first view. */
const scheduleEditor = () => import('./ScheduleEditor');

export function Field({ name, without = [], unused }: Props) {
  const { id, form } = useForm();
  const control = `${id}-${name}`;
  if (name === 'handles') return <Lazy load={scheduleEditor} props={{ form, id: control }} />;
  return (
    <div class="row field">
      <label for={control}>{FIELDS[name].label}</label>
      <FieldControl name={name} without={without} unused={unused} />
      <Explanation name={name} control={control} unused={unused} />
    </div>
  );
}
