/**
 * Labels of settings and data sets in English, whatever the language of the page: what leaves for other tools is English. A build for
 * another language leaves the words of this file alone (scripts/site/languages.ts).
 */
import type { FieldGroup, FieldName, RunConfig } from '../config/fields';
import { datasets, fields, groups } from '../words/config';

export const groupLabel = (group: FieldGroup): string => groups[group];

export const fieldLabel = (name: FieldName): string => fields[name];

/** Their entries have the ids as names: `swiss-roll` is `swissRoll`. */
export function datasetLabel(id: RunConfig['dataset']): string {
  const entry =
    id === 'images' ? 'ownImages' : id.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return datasets[entry as keyof typeof datasets].label;
}
