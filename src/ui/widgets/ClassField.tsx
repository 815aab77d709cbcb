/** The class to draw, by its name; by its number where a network has many without names, or a model of a file says none. */
import type { ComponentType } from 'preact';
import { useContext } from 'preact/hooks';
import { classNames } from '../../config/classNames';
import type { FieldName, NumberField, RunConfig } from '../../config/fields';
import { FIELDS } from '../../config/fields';
import type { Form } from '../../state/settings';
import type { DataSource } from '../../types/dataSource';
import * as words from '../../words/controls';
import { useLab } from '../shell/lab';
import { FieldFormContext } from './fieldForm';

interface Props {
  readonly form: Form;
  readonly Menu: ComponentType<{
    readonly name: FieldName;
    readonly values: readonly string[];
    readonly say: (value: string) => string;
  }>;
  readonly NumberInput: ComponentType<{ readonly name: FieldName; readonly field: NumberField }>;
}

/**
 * The classes of the menu by their numbers, -1 for all in turn; null where the class is given as a number. A table that is not open yet
 * has no other classes to choose from than the one that is chosen.
 * @param hasModel true where the form is that of a model: it knows its classes, also where no name of them is known
 */
export function listedClasses(
  config: RunConfig,
  names: readonly string[],
  hasModel: boolean,
): number[] | null {
  if (names.length === 0 && (config.architecture || hasModel)) return null;
  return [...new Set([-1, ...names.keys(), config.label])];
}

export default function ClassField({ form, Menu, NumberInput }: Props) {
  const config = form.config.value;
  const lab = useLab();
  const model = useContext(FieldFormContext)?.source;
  const source: DataSource | undefined = model ? model() : lab.settings.source.value;
  const names = classNames(config, source);
  const listed = listedClasses(config, names, model !== undefined);
  if (!listed) return <NumberInput name="label" field={FIELDS.label} />;
  const values = listed.map(String);
  const say = (value: string) => names[Number(value)] ?? (value === '-1' ? words.allClasses : value);
  return <Menu name="label" values={values} say={say} />;
}
