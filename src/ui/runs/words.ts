/** The sentences of the Runs panel: computed from the runs, or neutral. Pure. */

import { dayText } from '../../lib/times';
import { isComparable, verdictOf } from '../../state/compare/lead';
import type { ExportedFile, ImportReport, Room, RunRecord } from '../../state/library/library';
import { isReliable } from '../../state/score';
import type { Score } from '../../types/score';
import { count, counted, decimal, figure } from '../format';

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

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
  if (age < MINUTE) return 'just now';
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  if (age < 7 * DAY) return `${counted(Math.floor(age / DAY), 'day')} ago`;
  return dayText(then);
}

/** "energy distance, floor 0.0031 ± 0.0016, n = 2,000": what stands beside the figure of a run. */
export const floorText = ({ kind, floor, spread, n }: Score): string =>
  `${kind}, floor ${figure(floor)}${spread === null ? '' : ` ± ${decimal(+spread.toPrecision(2))}`}, n = ${count(n)}`;

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
  if (!sameData(baseline, record)) return { text: 'other data than the baseline', better: null };
  if (a.n !== b.n) return { text: `baseline has n = ${count(a.n)}: no difference`, better: null };
  if (!isComparable(a, b)) return { text: 'another measure than the baseline', better: null };
  const verdict = verdictOf({ a, b });
  if (verdict === 'none') return { text: 'as the baseline, within chance', better: null };
  const difference = b.value - a.value;
  const signed = `${difference > 0 ? '+' : '−'}${figure(Math.abs(difference), 2)}`;
  return verdict === 'b'
    ? { text: `${signed}: closer than the baseline`, better: true }
    : { text: `${signed}: further than the baseline`, better: false };
}

/**
 * "3 runs with 9.1 MB of checkpoints. This page uses 12 MB of the browser’s storage; 2.3 GB are free.": what is not known is left out. The
 * browser counts what it has not cleared yet, too.
 * @param bytes of all checkpoints
 */
export function roomText(runs: number, bytes: number, room: Room | null): string {
  const stored = `${counted(runs, 'run')}${bytes > 0 ? ` with ${bytesText(bytes)} of checkpoints` : ''}.`;
  if (room?.used == null) return stored;
  const free = room.free == null ? '' : `; ${bytesText(room.free)} are free`;
  return `${stored} This page uses ${bytesText(room.used)} of the browser’s storage${free}.`;
}

/** Where runs are, and what becomes of them when room runs out. */
export const KEEPING =
  'Runs are saved in this browser only. When its room runs out, the oldest checkpoints go first; the newest one of each run stays.';

/** The browser's right to remove them; null where it says that it keeps them. */
export const persistenceText = (room: Room | null): string | null =>
  room === null || room.persistent
    ? null
    : 'The browser may delete them when the disk is full: export those that matter.';

/** "3 of 12 runs shown." */
export const visibleText = (visible: number, all: number): string =>
  visible === all ? `${counted(all, 'run')} shown.` : `${count(visible)} of ${counted(all, 'run')} shown.`;

/** "“A” is deleted.", "3 runs are deleted." */
export const deletedText = (names: readonly string[]): string =>
  names.length === 1 ? `“${names[0]}” is deleted.` : `${counted(names.length, 'run')} are deleted.`;

/** The result of an export, in sentences. */
export const exportSentences = ({ count, refused }: Omit<ExportedFile, 'zip'>): readonly string[] => [
  `${counted(count, 'run')} ${count === 1 ? 'is' : 'are'} in the file.`,
  ...refused,
];

/** The result of an import, in sentences. */
export function importSentences({ added, present, refused }: ImportReport): readonly string[] {
  const sentences = [
    added > 0 ? `${counted(added, 'run')} ${added === 1 ? 'was' : 'were'} imported.` : 'No run was imported.',
  ];
  if (present > 0)
    sentences.push(
      `${counted(present, 'run')} ${present === 1 ? 'is' : 'are'} in the library already, with the same weights.`,
    );
  return [...sentences, ...refused];
}
