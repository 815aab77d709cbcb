/**
 * The bar of a transport: it fills with the steps of training; before the first one with the shaders of a step, or in a run that starts
 * paused with the samples of the untrained network. Where nothing measures the progress, it moves without a length.
 */

import * as words from '../../words/controls';
import type { StartProgress } from '../findings';

interface Props {
  readonly step: number;
  readonly total: number;
  /** True before the first step is done. */
  readonly starting: boolean;
  /** Before the first step; null where nothing measures the progress. */
  readonly start: StartProgress | null;
}

export function TrainingBar({ step, total, starting, start }: Props) {
  const trained = total > 0 ? Math.min(1, step / total) : 0;
  const share = starting ? (start?.share ?? 0) : trained;
  return (
    <div
      class="progress"
      role="progressbar"
      aria-label={words.training}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={step}
      aria-valuetext={starting ? words.starting(start?.text) : undefined}
      data-busy={starting && !start ? '' : undefined}
    >
      <i style={{ width: `${100 * share}%` }} />
    </div>
  );
}
