/** The time that the pictures show, what there is to see at it, and how signal and noise divide. */

import * as words from '../../words/findings';
import { phrase } from '../findings';
import { percent } from '../format';

interface Props {
  /** The time as the page writes it. */
  readonly t: string;
  /** 0 is data, 1 the most noise. */
  readonly position: number;
  /** Share of the variance that is signal at the position; null where the settings give no process. */
  readonly signal: number | null;
  /** The text while there are no samples; null where there are some. */
  readonly empty: string | null;
}

export function TimeStatus({ t, position, signal, empty }: Props) {
  if (signal === null) return <p class="now">{words.noProcess}</p>;
  return (
    <>
      <p class="now">
        <span class="t">t = {t}</span> <span>{empty ?? phrase(position, signal)}</span>
      </p>
      <div class="bar" aria-hidden="true">
        <i style={{ width: `${100 * signal}%` }} />
      </div>
      <p class="split">
        <span class="c-model">
          {words.signal} <b>{percent(signal, 0)}</b>
        </span>
        <span class="c-noise">
          {words.noise} <b>{percent(1 - Math.round(100 * signal) / 100, 0)}</b>
        </span>
      </p>
    </>
  );
}
