/** Figures that change while a run trains: statuses that a screen reader reads on demand and does not announce. */
import type { ComponentChildren } from 'preact';
import { figure } from '../format';

interface Props {
  readonly label: string;
  readonly title?: string;
  readonly children: ComponentChildren;
}

export function LiveFigure({ label, title, children }: Props) {
  return (
    <span role="status" aria-live="off" aria-label={label} title={title}>
      {children}
    </span>
  );
}

/**
 * @param loss  the mean of the recent steps; NaN before there is one
 * @param floor the loss of a perfect network; null where it is not known
 */
export function LossFigure({ loss, floor }: { loss: number; floor: number | null }) {
  return (
    <>
      <LiveFigure label="Loss" title="Mean of the recent steps">
        {Number.isFinite(loss) ? figure(loss) : '–'}
      </LiveFigure>{' '}
      {floor !== null && <small>floor {figure(floor)}</small>}
    </>
  );
}
