/** The settings of a script: constants in Python, those that its pieces read and no others. */
import { FIELDS, type FieldName, type RunConfig } from '../../config/fields';
import { groupLabel } from '../englishLabels';

export type PythonValue =
  | number
  | string
  | boolean
  | null
  | readonly PythonValue[]
  | { readonly [key: string]: PythonValue };

const isList = (value: object): value is readonly PythonValue[] => Array.isArray(value);

/** A value as Python writes it; a record is a dict with a line for each key. */
export function pythonLiteral(value: PythonValue): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value === null) return 'None';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return String(value).replace(/^(-?\d+)e/, '$1.0e');
  if (isList(value)) return `(${value.map(pythonLiteral).join(', ')}${value.length === 1 ? ',' : ''})`;
  const entries = Object.entries(value).map(
    ([key, entry]) => `    ${pythonLiteral(key)}: ${pythonLiteral(entry)},\n`,
  );
  return `{\n${entries.join('')}}`;
}

/** `learningRate` as LEARNING_RATE, `T` as it is. */
export const constantName = (field: string): string =>
  field.replace(/(?<=[a-z\d])(?=[A-Z])/g, '_').toUpperCase();

const reads = (code: string, name: string): boolean => new RegExp(`\\b${name}\\b`).test(code);

/**
 * @param config  fields of the configuration
 * @param derived constants that follow from it and have no field
 * @param code    all that reads the constants
 */
export function settingsOf(
  config: RunConfig,
  derived: Readonly<Record<string, PythonValue>>,
  code: string,
): string {
  const lines: string[] = [];
  let group: string | null = null;
  for (const name of Object.keys(FIELDS) as FieldName[]) {
    const constant = constantName(name);
    if (constant in derived || !reads(code, constant)) continue;
    if (FIELDS[name].group !== group) {
      group = FIELDS[name].group;
      lines.push(`# ${groupLabel(FIELDS[name].group)}`);
    }
    lines.push(`${constant} = ${pythonLiteral(config[name])}`);
  }
  lines.push('# What follows from them');
  for (const [name, value] of Object.entries(derived))
    if (reads(code, name)) lines.push(`${name} = ${pythonLiteral(value)}`);
  return `# Settings\n${lines.join('\n')}\n`;
}
