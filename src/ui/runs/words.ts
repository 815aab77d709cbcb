/** The sentences of the Runs panel: computed from the runs, or neutral. Pure. */

import { dayText } from '../../lib/times';
import { isComparable, verdictOf } from '../../state/compare/lead';
import type { ExportedFile, ImportReport, Room, RunRecord } from '../../state/library/library';
import { isReliable } from '../../state/score';
import type { Score } from '../../types/score';
import * as words from '../../words/runs';
import { count, decimal, figure } from '../format';

const UNITS = [words.bytes, 'kB', 'MB', 'GB', 'TB'] as const;

/** "840 kB", "1.2 GB": powers of 1000, as browsers write them. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? count(value) : decimal(+value.toPrecision(value < 10 ? 2 : 3))} ${UNITS[unit]}`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "just now", "5 min ago", "3 h ago", "2 days ago", "14 Mar 2026". @param then milliseconds since 1970 */
export function agoText(then: number, now: number): string {
  const age = now - then;
  if (age < MINUTE) return words.ago.now;
  if (age < HOUR) return words.ago.minutes(Math.floor(age / MINUTE));
  if (age < DAY) return words.ago.hours(Math.floor(age / HOUR));
  if (age < 7 * DAY) return words.ago.days(Math.floor(age / DAY));
  return dayText(then);
}

/** "energy distance, floor 0.0031 ± 0.0016, n = 2,000": what stands beside the figure of a run. */
export const floorText = ({ kind, floor, spread, n }: Score): string =>
  words.floorText(words.measures[kind], floor, spread, n);

/** Whether two runs learn the same distribution: figures of different ones say nothing of each other. */
const sameData = (a: RunRecord, b: RunRecord): boolean =>
  (['dataset', 'text', 'drawing'] as const).every((name) => a.config[name] === b.config[name]) &&
  a.data?.id === b.data?.id;

/** A run's quality against the baseline's, where both may stand side by side. */
export interface BaselineDifference {
  readonly text: string;
  /** True where the run is closer to the data by more than chance; null where nothing can be said. */
  readonly better: boolean | null;
}

/** @returns null for the baseline itself, and where either has no figure */
export function differenceFrom(baseline: RunRecord, record: RunRecord): BaselineDifference | null {
  const [a, b] = [baseline.quality?.score, record.quality?.score];
  if (baseline.id === record.id || !a || !b || !isReliable(a) || !isReliable(b)) return null;
  if (!sameData(baseline, record)) return { text: words.otherData, better: null };
  if (a.n !== b.n) return { text: words.otherNumber(a.n), better: null };
  if (!isComparable(a, b)) return { text: words.otherMeasure, better: null };
  const verdict = verdictOf({ a, b });
  if (verdict === 'none') return { text: words.asBaseline, better: null };
  const difference = b.value - a.value;
  const signed = `${difference > 0 ? '+' : '−'}${figure(Math.abs(difference), 2)}`;
  return verdict === 'b'
    ? { text: words.closer(signed), better: true }
    : { text: words.further(signed), better: false };
}

/**
 * "3 runs with 9.1 MB of checkpoints. This page uses 12 MB of the browser’s storage; 2.3 GB are free.": what is not known is left out. The
 * browser counts what it has not cleared yet, too.
 * @param bytes of all checkpoints
 */
export function roomText(runs: number, bytes: number, room: Room | null): string {
  const stored = words.stored(runs, bytes > 0 ? bytesText(bytes) : null);
  if (room?.used == null) return stored;
  return words.room(stored, bytesText(room.used), room.free == null ? null : bytesText(room.free));
}

/** The browser's right to remove them; null where it says that it keeps them. */
export const persistenceText = (room: Room | null): string | null =>
  room === null || room.persistent ? null : words.notPersistent;

/** "“A” is deleted.", "3 runs are deleted." */
export const deletedText = (names: readonly string[]): string =>
  names.length === 1 ? words.deleted(names[0]) : words.manyDeleted(names.length);

/** The result of an export, in sentences. */
export const exportSentences = ({ count, refused }: Omit<ExportedFile, 'zip'>): readonly string[] => [
  words.exported(count),
  ...refused,
];

/** The result of an import, in sentences. */
export function importSentences({ added, present, refused }: ImportReport): readonly string[] {
  const sentences = [words.imported(added)];
  if (present > 0) sentences.push(words.present(present));
  return [...sentences, ...refused];
}
