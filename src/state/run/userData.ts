/** Data sets of the user's own, which must be opened or drawn before a run can start. */
import { effect } from '@preact/signals';
import type { RunConfig } from '../../config/fields';
import type { DataSource } from '../../types/dataSource';
import * as words from '../../words/state/run';
import type { Notices } from '../notices';
import type { Settings } from '../settings';

/** The subject of the notice. */
const ABOUT = 'data';

/** The data sets of the user's own: the kind of data that they need, and how to provide it. */
const USER_DATA: Readonly<
  Partial<Record<RunConfig['dataset'], { readonly kind: DataSource['kind']; readonly hint: string }>>
> = {
  csv: { kind: 'points', hint: words.provide.csv },
  drawn: { kind: 'points', hint: words.provide.drawn },
  images: { kind: 'images', hint: words.provide.images },
};

export const isUserData = ({ dataset }: Pick<RunConfig, 'dataset'>): boolean => dataset in USER_DATA;

/** How to provide the data that a configuration needs of the user and has not; null where there is nothing to provide. */
export function missingData(config: RunConfig, source: DataSource | undefined): string | null {
  const own = USER_DATA[config.dataset];
  if (!own || own.kind === source?.kind || (config.dataset === 'drawn' && config.drawing)) return null;
  return own.hint;
}

/** Withdraws the report of missing data once they are there, or once another data set is chosen. */
export function followMissingData(
  { config, source }: Pick<Settings, 'config' | 'source'>,
  notices: Pick<Notices, 'clear'>,
): void {
  effect(() => {
    if (missingData(config.value, source.value) === null) notices.clear(ABOUT);
  });
}

/** Reports missing data of the user's own. @returns whether there are data to learn from */
export function hasData(config: RunConfig, source: DataSource | undefined, notices: Notices): boolean {
  const hint = missingData(config, source);
  if (hint === null) return true;
  notices.problem(words.nothingToLearn, words.orOtherData(hint), ABOUT);
  return false;
}
