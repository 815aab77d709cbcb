/** The quality of samples, with their number, beside that of real data; or that they are too few for a figure. */
import { isReliable } from '../../state/score';
import type { Score } from '../../types/score';
import { figure } from '../format';
import { besideText, tooFewText } from '../quality';

interface Props {
  /** Of the samples on the stage, or of those that were drawn to be measured; null before there is one. */
  readonly score: Score | null;
  /** Said beside the figure: the step of the weights. */
  readonly note?: string;
  /** Announced as it changes; a run that trains changes too often for that. */
  readonly live?: 'off' | 'polite';
}

export function QualityFigure({ score, note = '', live = 'polite' }: Props) {
  return (
    <span role="status" aria-live={live} aria-label="Quality">
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
    </span>
  );
}
