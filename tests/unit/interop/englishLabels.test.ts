/** What leaves for other tools names settings and data sets in English, in the German build too. */
import { expect, test } from 'vitest';
import { dictionary } from '../../../scripts/site/languages';
import { FIELDS, type FieldName, GROUP_LABELS, type RunConfig } from '../../../src/config/fields';
import { datasetLabel, fieldLabel, groupLabel } from '../../../src/interop/englishLabels';

test('every setting and every data set has the label of the English page', () => {
  for (const name of Object.keys(FIELDS) as FieldName[]) {
    expect(fieldLabel(name)).toBe(FIELDS[name].label);
    expect(groupLabel(FIELDS[name].group)).toBe(GROUP_LABELS[FIELDS[name].group]);
  }
  const { labels } = FIELDS.dataset;
  for (const id of Object.keys(labels) as RunConfig['dataset'][]) expect(datasetLabel(id)).toBe(labels[id]);
});

test('the German build puts German words everywhere but there', async () => {
  const { resolveId } = dictionary('de') as unknown as {
    resolveId: (source: string, importer: string, options: object) => Promise<{ id: string } | null>;
  };
  const resolved = (importer: string) =>
    resolveId.call(
      { resolve: async () => ({ id: '/lab/src/words/config.ts' }) },
      '../words/config',
      importer,
      {},
    );
  expect(await resolved('/lab/src/config/fields.ts')).toEqual({ id: '/lab/src/words/de/config.ts' });
  expect(await resolved('/lab/src/interop/englishLabels.ts')).toBeNull();
});
