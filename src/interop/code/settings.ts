/** The settings of a script: constants in Python, those that its pieces read and no others. */
import { FIELDS, type FieldName, GROUP_LABELS, type RunConfig } from '../../config/fields';

export type PythonValue = number | string | boolean | readonly PythonValue[];

/** A value as Python writes it. */
export function pythonLiteral(value: PythonValue): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return String(value).replace(/^(-?\d+)e/, '$1.0e');
  return `(${value.map(pythonLiteral).join(', ')})`;
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
      lines.push(`# ${GROUP_LABELS[FIELDS[name].group]}`);
    }
    lines.push(`${constant} = ${pythonLiteral(config[name])}`);
  }
  lines.push('# What follows from them');
  for (const [name, value] of Object.entries(derived))
    if (reads(code, name)) lines.push(`${name} = ${pythonLiteral(value)}`);
  return `# Settings\n${lines.join('\n')}\n`;
}
