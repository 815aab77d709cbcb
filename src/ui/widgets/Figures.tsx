/** The figures of a run beside their floors. Those that change while it trains are read by a screen reader on demand and not announced. */

import type { ComponentChildren } from 'preact';
import { isReliable } from '../../state/score';
import type { Score } from '../../types/score';
import * as words from '../../words/controls';
import { floorIs } from '../../words/findings';
import { figure } from '../format';
import { besideText, tooFewText } from '../quality';

interface Props {
  readonly label: string;
  readonly title?: string;
  /** 'polite' where each change is announced; a run that trains changes too often for that. */
  readonly live?: 'off' | 'polite';
  readonly children: ComponentChildren;
}

export function LiveFigure({ label, title, live = 'off', children }: Props) {
  return (
    <span role="status" aria-live={live} aria-label={label} title={title}>
      {children}
    </span>
  );
}

/**
 * @param loss  the mean of the recent steps; NaN before there is one
 * @param floor the loss of a perfect network; null where it is not known
 * @param few   whether the run learns few examples: its loss may go below the floor
 */
export function LossFigure({ loss, floor, few }: { loss: number; floor: number | null; few: boolean }) {
  return (
    <>
      <LiveFigure label={words.loss} title={words.meanOfRecentSteps}>
        {Number.isFinite(loss) ? figure(loss) : '–'}
      </LiveFigure>{' '}
      {floor !== null && <small>{floorIs(floor, few)}</small>}
    </>
  );
}

interface QualityProps extends Pick<Props, 'live'> {
  /** Of the samples on the stage, or of those that were drawn to be measured; null before there is one. */
  readonly score: Score | null;
  /** Said beside the figure: the step of the weights. */
  readonly note?: string;
}

/** The quality of samples, with their number, beside that of real data; or that they are too few for a figure. */
export function QualityFigure({ score, note = '', live = 'polite' }: QualityProps) {
  return (
    <LiveFigure label={words.quality} live={live}>
      {!score && '–'}
      {score && !isReliable(score) && <small>{tooFewText(score.n)}</small>}
      {score && isReliable(score) && (
        <>
          {figure(score.value)}{' '}
          <small>
            {besideText(score)}
            {note}
          </small>
        </>
      )}
    </LiveFigure>
  );
}
