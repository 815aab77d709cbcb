/** The rows of the table of runs: what each column shows, the order and the filter. Pure. */

import { concerns } from '../../config/family';
import { DEFAULT_CONFIG, FIELDS, type Field, type FieldName, type RunConfig } from '../../config/fields';
import { PROCESSES } from '../../diffusion/processes';
import type { RunRecord } from '../../state/library/library';
import type { RunState } from '../../state/run/run';
import { isReliable } from '../../state/score';
import { language } from '../../words/language';
import * as words from '../../words/runs';
import { views } from '../../words/shell';
import { count, decimal } from '../format';
import { labelOf } from '../labels';
import { networkText } from '../networkText';

type ViewName = 'train' | 'compare';

/** A run that a view holds now. */
export interface OpenRun {
  /** Of its record. */
  readonly id: string;
  readonly view: ViewName;
  readonly step: number;
  readonly trains: boolean;
}

type RunStanding = 'training' | 'elsewhere' | 'finished' | 'paused';

export interface Row {
  readonly record: RunRecord;
  readonly standing: RunStanding;
  /** The view that holds it; null where none does. */
  readonly view: ViewName | null;
  /** Of the run that trains, else of its newest checkpoint. */
  readonly step: number;
  /** Of its checkpoints and data in storage; null where it is not known. */
  readonly bytes: number | null;
}

/**
 * @param run of a slot of the store
 * @param idOf the id of its record; null where another tab has it
 */
export function openRunOf(
  run: RunState | null,
  view: ViewName,
  idOf: (run: RunState) => string | null,
): OpenRun[] {
  if (!run || run.phase === 'stopped') return [];
  const id = idOf(run);
  return id === null ? [] : [{ id, view, step: run.step, trains: run.phase === 'training' }];
}

interface Surroundings {
  readonly open: readonly OpenRun[];
  /** The runs that train in other tabs. */
  readonly elsewhere: ReadonlySet<string>;
  readonly sizes: ReadonlyMap<string, number>;
}

export const rowsOf = (
  records: readonly RunRecord[],
  { open, elsewhere, sizes }: Surroundings,
): readonly Row[] =>
  records.map((record) => {
    const here = open.find(({ id }) => id === record.id);
    const trains = here?.trains ?? false;
    const stored: RunStanding = record.finished ? 'finished' : 'paused';
    return {
      record,
      standing: trains ? 'training' : elsewhere.has(record.id) ? 'elsewhere' : stored,
      view: here?.view ?? null,
      step: trains ? Math.max(here!.step, record.step) : record.step,
      bytes: sizes.get(record.id) ?? null,
    };
  });

/** "Training in Train", "Finished", "Paused". */
export function standingText({ standing, view }: Pick<Row, 'standing' | 'view'>): string {
  const where = view && views[view];
  switch (standing) {
    case 'training':
      return words.standing.training(where);
    case 'elsewhere':
      return words.standing.elsewhere;
    case 'finished':
      return words.standing.finished(where);
    case 'paused':
      return words.standing.paused(where);
    default:
      return standing satisfies never;
  }
}

/** "cosine, T = 200", "VP-SDE". */
const scheduleText = (config: RunConfig): string =>
  PROCESSES[config.process].discrete
    ? `${labelOf('schedule', config.schedule)}, T = ${config.T}`
    : labelOf('process', config.process);

/** "Two moons", "Table, penguins.csv". */
function dataText({ config, data }: Pick<RunRecord, 'config' | 'data'>): string {
  const label = labelOf('dataset', config.dataset);
  if (data) return words.table(label, data.name);
  return config.dataset === 'text' ? words.quoted(label, config.text) : label;
}

const LONGEST = 24;
const shortened = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, 14)}…${text.slice(-8)}`;

/** Records of earlier versions lack the fields that came since: those runs had their defaults. */
const settingOf = (name: FieldName, config: RunConfig): RunConfig[FieldName] =>
  config[name] ?? DEFAULT_CONFIG[name];

/** The value of a setting as its column shows it; "–" where it has no effect on the run. */
export function settingText(name: FieldName, record: Pick<RunRecord, 'config' | 'data'>): string {
  const { config } = record;
  if (name === 'dataset') return dataText(record);
  if (!concerns(name, config)) return '–';
  const field: Field = FIELDS[name];
  const value = settingOf(name, config);
  if (name === 'examples' && value === 0) return words.all;
  switch (field.kind) {
    case 'flag':
      return value ? words.on : words.off;
    case 'number':
      return field.integer && name !== 'seed' ? count(value as number) : decimal(value as number);
    case 'choice':
      return labelOf(name, String(value));
    case 'text':
      return value === '' ? words.none : shortened(String(value));
    default:
      return field satisfies never;
  }
}

/** The value that two runs must share to be alike in a setting; undefined where it has no effect. */
const comparedValue = (name: FieldName, { config, data }: RunRecord): unknown => {
  if (name === 'dataset') return `${config.dataset} ${data?.id ?? ''}`;
  return concerns(name, config) ? settingOf(name, config) : undefined;
};

/** The settings whose values differ between runs on which they have an effect, in the order of the form. */
export const differingSettings = (records: readonly RunRecord[]): readonly FieldName[] =>
  (Object.keys(FIELDS) as FieldName[]).filter((name) => {
    const values = records.map((record) => comparedValue(name, record));
    return new Set(values.filter((value) => value !== undefined)).size > 1;
  });

/** The settings that the table shows where it does not show those that differ. */
export const USUAL_SETTINGS = ['dataset', 'model', 'schedule'] as const satisfies readonly FieldName[];

/** The cell of one of the usual settings: the model with its size, the schedule with its length. */
export function usualText(name: FieldName, record: RunRecord): string {
  if (name === 'model') return networkText(record.config);
  return name === 'schedule' ? scheduleText(record.config) : settingText(name, record);
}

/** The columns that are no settings. */
const FACTS = {
  name: words.columns.name,
  step: words.columns.step,
  quality: words.columns.quality,
  saved: words.columns.saved,
  size: words.columns.size,
  standing: words.columns.standing,
} as const;

type Fact = keyof typeof FACTS;
export type ColumnId = Fact | FieldName;

const isFact = (id: ColumnId): id is Fact => Object.hasOwn(FACTS, id);

const SHORT_LABELS: Partial<Record<FieldName, string>> = { dataset: words.columns.dataset, T: 'T' };

export const columnLabel = (id: ColumnId): string =>
  isFact(id) ? FACTS[id] : (SHORT_LABELS[id] ?? FIELDS[id].label);

/** The columns from left to right. @param settings those between the name and the figures */
export const columnsOf = (settings: readonly FieldName[]): readonly ColumnId[] => [
  'name',
  ...settings,
  'step',
  'quality',
  'saved',
  'size',
  'standing',
];

export interface Order {
  readonly column: ColumnId;
  readonly descending: boolean;
}

export const NEWEST_FIRST: Order = { column: 'saved', descending: true };

/** Words rise from A; of steps and times the largest are looked for, and of qualities the smallest, which are best. */
const DESCENDS_FIRST: ReadonlySet<ColumnId> = new Set<ColumnId>(['step', 'saved', 'size']);

/** The order after a press of a column's heading: that column, or the other direction of it. */
export const nextOrder = (order: Order, column: ColumnId): Order => ({
  column,
  descending: order.column === column ? !order.descending : DESCENDS_FIRST.has(column),
});

/** The value by which a column is sorted; null where a run has no such value. */
function sortValue(column: ColumnId, { record, step, bytes, standing, view }: Row): string | number | null {
  switch (column) {
    case 'name':
      return record.name;
    case 'step':
      return step;
    case 'quality':
      return record.quality && isReliable(record.quality.score) ? record.quality.score.value : null;
    case 'saved':
      return record.updatedAt;
    case 'size':
      return bytes;
    case 'standing':
      return standingText({ standing, view });
    default: {
      if (!concerns(column, record.config)) return null;
      const value = record.config[column];
      return typeof value === 'number' ? value : usualText(column, record);
    }
  }
}

const inOrder = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });

/** Rows without a value come last in both directions; equal ones with the newest first. */
export function sortRows(rows: readonly Row[], { column, descending }: Order): readonly Row[] {
  const direction = descending ? -1 : 1;
  return rows.toSorted((p, q) => {
    const [a, b] = [sortValue(column, p), sortValue(column, q)];
    const newest = q.record.updatedAt - p.record.updatedAt;
    if (a === null || b === null) return Number(a === null) - Number(b === null) || newest;
    const rising =
      typeof a === 'number' && typeof b === 'number' ? a - b : inOrder.compare(String(a), String(b));
    return direction * rising || newest;
  });
}

/** The rows in which every word of the text occurs: in the name, the settings or the state. */
export function filterRows(rows: readonly Row[], text: string): readonly Row[] {
  const parts = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (parts.length === 0) return rows;
  return rows.filter((row) => {
    const { record } = row;
    const settings = USUAL_SETTINGS.map((name) => usualText(name, record));
    const searched = [record.name, ...settings, standingText(row)].join(' ').toLowerCase();
    return parts.every((part) => searched.includes(part));
  });
}
