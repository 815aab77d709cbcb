/** A setting and its value as a sentence names them. */
import { classNames } from '../config/classNames';
import { FIELDS, type FieldName, type RunConfig } from '../config/fields';
import type { DataSource } from '../types/dataSource';
import * as words from '../words/controls';
import { decimal } from './format';
import { labelOf } from './labels';

function valueText(name: FieldName, config: RunConfig, source?: DataSource): string {
  const value = config[name];
  if (name === 'label') return classNames(config, source)[config.label] ?? words.allClasses;
  if (typeof value === 'boolean') return value ? '✓' : '✗';
  return typeof value === 'number' ? decimal(value) : labelOf(name, value);
}

/** "Sampler DDIM", "EMA warm-up ✓", "Class 3". @param source own data, which have names of their own for their classes */
export const settingText = (name: FieldName, config: RunConfig, source?: DataSource): string =>
  `${FIELDS[name].label} ${valueText(name, config, source)}`;
