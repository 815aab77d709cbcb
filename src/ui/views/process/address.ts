/** The part of the address that is the Process view's own: what is drawn beside the configuration. Pure. */
import { SCHEDULE_IDS, type ScheduleId } from '../../../diffusion/schedules';
import { PATH_KINDS, type PathKind } from './picture';

/** A second schedule to hold against the first, all of them, or none. */
export type Against = ScheduleId | 'all' | '';

export interface ProcessAddress {
  readonly against: Against;
  /** Whether the strip's tiles stand at equal steps of time or of log SNR. */
  readonly moments: 'time' | 'snr';
  readonly paths: ReadonlySet<PathKind>;
  /** Whether the current is asked for. */
  readonly current: boolean;
  /** Position of the cursor, 0 data to 1 noise; null where the address does not say. */
  readonly at: number | null;
}

type Extra = Readonly<Record<string, string>>;

const PATHS: readonly PathKind[] = ['forward', 'ode'];

/** Reads what is understood; the rest is as in the plain view. */
export function readProcessAddress(extra: Extra): ProcessAddress {
  const at = extra.at === undefined || extra.at.trim() === '' ? Number.NaN : Number(extra.at);
  const named = extra.paths?.split(',');
  return {
    against: extra.against === 'all' ? 'all' : (SCHEDULE_IDS.find((id) => id === extra.against) ?? ''),
    moments: extra.moments === 'snr' ? 'snr' : 'time',
    paths: new Set(named ? PATH_KINDS.filter((kind) => named.includes(kind)) : PATHS),
    current: extra.current === '1',
    at: at >= 0 && at <= 1 ? at : null,
  };
}

/** What the address holds beside this view's own. */
export function withoutProcessAddress(extra: Extra): Extra {
  const { against: _, moments: __, paths: ___, current: ____, at: _____, ...rest } = extra;
  return rest;
}

/** Puts a state into what the address holds; what is as in the plain view is left out. */
export function writeProcessAddress(
  extra: Extra,
  { against, moments, paths, current, at }: ProcessAddress,
): Extra {
  const usual = paths.size === PATHS.length && PATHS.every((kind) => paths.has(kind));
  return {
    ...withoutProcessAddress(extra),
    ...(against && { against }),
    ...(moments === 'snr' && { moments }),
    ...(!usual && { paths: PATH_KINDS.filter((kind) => paths.has(kind)).join(',') || 'none' }),
    ...(current && { current: '1' }),
    ...(at !== null && { at: String(+at.toFixed(3)) }),
  };
}
