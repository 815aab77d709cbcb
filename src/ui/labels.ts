/** The names of a field's values in menus and sentences. */
import { FIELDS, type Field, type FieldName } from '../config/fields';

/** The label of a value; the value itself where the field is no menu, or a file names a value that is not in it. */
export function labelOf(name: FieldName, value: string): string {
  const field: Field = FIELDS[name];
  return field.kind === 'choice' && Object.hasOwn(field.labels, value) ? field.labels[value] : value;
}
