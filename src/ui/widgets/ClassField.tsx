/** The class to draw, by its name; by its number where a network has many without names, or until the data that name them are open. */
import type { ComponentType } from 'preact';
import { classNames } from '../../config/classNames';
import type { FieldName, NumberField } from '../../config/fields';
import { FIELDS } from '../../config/fields';
import type { Form } from '../../state/settings';
import * as words from '../../words/controls';
import { useLab } from '../shell/lab';

interface Props {
  readonly form: Form;
  readonly Menu: ComponentType<{
    readonly name: FieldName;
    readonly values: readonly string[];
    readonly say: (value: string) => string;
  }>;
  readonly NumberInput: ComponentType<{ readonly name: FieldName; readonly field: NumberField }>;
}

export default function ClassField({ form, Menu, NumberInput }: Props) {
  const config = form.config.value;
  const names = classNames(config, useLab().settings.source.value);
  const { label, architecture } = config;
  if (names.length === 0 && architecture) return <NumberInput name="label" field={FIELDS.label} />;
  const values = [...new Set([-1, ...names.keys(), label])].map(String);
  const say = (value: string) => names[Number(value)] ?? (value === '-1' ? words.allClasses : value);
  return <Menu name="label" values={values} say={say} />;
}
