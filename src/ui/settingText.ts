/** Settings and their values as sentences and tables name them. */
import { classNames, drawnLabel } from '../config/classNames';
import { concerns } from '../config/family';
import { FIELDS, type FieldName, type RunConfig } from '../config/fields';
import { stepsTaken } from '../config/samplingSteps';
import type { DataSource } from '../types/dataSource';
import * as words from '../words/controls';
import * as values from '../words/settingValues';
import { decimal } from './format';
import { labelOf } from './labels';

/**
 * @param source own data, which have names of their own for their classes
 * @returns null where the setting has no effect, as the class has none at a guidance of 0
 */
export function valueText(name: FieldName, config: RunConfig, source?: DataSource): string | null {
  if (!concerns(name, config)) return null;
  const value = name === 'samplingSteps' ? stepsTaken(config) : config[name];
  if (name === 'label') {
    const label = drawnLabel(config);
    if (label === null) return null;
    return label < 0 ? words.allClasses : (classNames(config, source)[label] ?? String(label));
  }
  if (name === 'examples' && value === 0) return values.allExamples;
  if (typeof value === 'boolean') return value ? '✓' : '✗';
  return typeof value === 'number' ? decimal(value) : labelOf(name, value);
}

/** "Sampler DDIM", "EMA warm-up ✓", "Class 3": of the settings that have an effect. @param source as in `valueText` */
export const settingTexts = (
  names: readonly FieldName[],
  config: RunConfig,
  source?: DataSource,
): readonly string[] =>
  names.flatMap((name) => {
    const value = valueText(name, config, source);
    return value === null ? [] : [`${FIELDS[name].label} ${value}`];
  });
