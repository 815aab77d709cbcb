/** The quality of both sides: of how many samples it is, what its floor is, and buttons that measure it with enough samples. */
import { useMemo } from 'preact/hooks';
import * as words from '../../../words/compare/view';
import { figure, measuringText, timeText } from '../../format';
import { useThrottled } from '../../widgets/useThrottled';
import { useCompare } from './lab';
import type { CompareModel } from './model/compareModel';
import { demandOf, sideBySide } from './model/quality';

/** How good a figure is: of how many samples, and beside which floor. */
function basisOf(model: CompareModel, compare: ReturnType<typeof useCompare>): string {
  const pair = sideBySide(model, compare);
  const noun = model.a.family.value.noun[1];
  if (!pair) {
    const n = model.a.run.value?.samples?.trajectory.count;
    if (n === undefined || model.a.family.value.planar) return '';
    return words.tooFewASide(n, noun);
  }
  const { n, floor, spread } = pair.a.score;
  const chance = spread === null ? null : figure(+spread.toPrecision(2));
  return words.qualityBasis(n, noun, figure(+floor.toPrecision(3)), chance);
}

export function QualityNow({ model }: { model: CompareModel }) {
  const compare = useCompare();
  const { pairMeasurement } = compare;
  const read = useMemo(
    () => () => ({ demand: demandOf(model), basis: basisOf(model, compare) }),
    [model, compare],
  );
  const { demand, basis } = useThrottled(read);
  const progress = pairMeasurement.progress.value;
  const result = pairMeasurement.result.value;
  if (!demand) return null;
  const noun = model.a.family.value.noun[1];
  return (
    <div class="quality-now">
      <p>{basis}</p>
      <div class="measure">
        {!progress &&
          demand.offers
            .filter(({ n }) => n !== result?.n)
            .map(({ n, milliseconds, ofCard }) => (
              <button
                type="button"
                key={n}
                disabled={!demand.ready}
                title={demand.ready ? words.drawsOfEach(n, noun) : words.pauseFirst}
                onClick={() => void pairMeasurement.measure(n)}
              >
                {ofCard ? words.measureAsCard(n) : words.measure(n, noun)}
                {timeText(milliseconds)}
              </button>
            ))}
        {progress && (
          <>
            <button type="button" class="quiet" onClick={() => pairMeasurement.cancel()}>
              {words.cancel}
            </button>
            <progress
              value={progress.done < progress.total ? progress.done : undefined}
              max={progress.total}
              aria-label={words.measuring}
            />
            <span role="status">{measuringText(progress, noun)}</span>
          </>
        )}
      </div>
    </div>
  );
}
