/** The part of the address that is the Process view's own: what is drawn beside the configuration. Pure. */

import { PATH_KINDS, type PathKind } from '../../../../config/pageParameters';
import { SCHEDULE_IDS, type ScheduleId } from '../../../../diffusion/schedules';
import { linkedTime } from '../../../time/linkedTime';
import { timeEntry } from '../../../time/timeEntry';

/** The schedule to compare with, all others, or none. */
export type Against = ScheduleId | 'all' | '';

export interface ProcessAddress {
  readonly against: Against;
  /** Whether the strip's frames are evenly spaced in time or in log SNR. */
  readonly spacing: 'time' | 'snr';
  readonly paths: ReadonlySet<PathKind>;
  /** Whether the probability current is shown. */
  readonly current: boolean;
  /** Position of the cursor, 0 data to 1 noise; null where the address does not say. */
  readonly at: number | null;
}

type Extra = Readonly<Record<string, string>>;

const DEFAULT_PATHS: readonly PathKind[] = ['forward', 'ode'];

/** Entries that are missing or not valid have the view's defaults. */
export function readProcessAddress(extra: Extra): ProcessAddress {
  const named = extra.paths?.split(',');
  return {
    against: extra.against === 'all' ? 'all' : (SCHEDULE_IDS.find((id) => id === extra.against) ?? ''),
    spacing: extra.moments === 'snr' ? 'snr' : 'time',
    paths: new Set(named ? PATH_KINDS.filter((kind) => named.includes(kind)) : DEFAULT_PATHS),
    current: extra.current === '1',
    at: linkedTime(extra),
  };
}

/** The address's extra entries without this view's own. */
export function withoutProcessAddress(extra: Extra): Extra {
  const { against: _, moments: __, paths: ___, current: ____, at: _____, ...others } = extra;
  return others;
}

/** Puts the view's state into the address's extra entries; defaults are left out. */
export function writeProcessAddress(
  extra: Extra,
  { against, spacing, paths, current, at }: ProcessAddress,
): Extra {
  const isDefault = paths.size === DEFAULT_PATHS.length && DEFAULT_PATHS.every((kind) => paths.has(kind));
  return {
    ...withoutProcessAddress(extra),
    ...(against && { against }),
    ...(spacing === 'snr' && { moments: spacing }),
    ...(!isDefault && { paths: PATH_KINDS.filter((kind) => paths.has(kind)).join(',') || 'none' }),
    ...(current && { current: '1' }),
    ...(at !== null && timeEntry(at)),
  };
}
