/** Linear against cosine: where the steps are, and what they are worth. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import {
  CHAINS,
  type ChainId,
  ddimError,
  shareOfSteps,
  signalAt,
} from '../../../../diffusion/lab1d/whyCosine';
import { deviation, mean } from '../../../../lib/studentT';
import { verdictOf } from '../../../../state/compare/lead';
import type { Score } from '../../../../types/score';
import * as words from '../../../../words/lessons/pictures/whyCosine';
import { figure, percent } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import { withDeviation } from '../../../withDeviation';
import measured from '../../measured/pair.json';
import { Choice, Controls, Finding, Range } from '../controls';
import { floorText, seedsText } from '../seedsChart';
import { errorsChart, SETTLED, spendingChart } from './charts';
import { Strips } from './Strips';
import '../pictures.css';

const COUNTS = [10, 20, 50, 200] as const;
type Count = (typeof COUNTS)[number];

const wholePercent = (share: number) => percent(share, 0);

function createModel() {
  const steps = signal<Count>(20);
  const skipped = signal(0);
  const errorsOf = (id: ChainId) => COUNTS.map((count) => ddimError(id, count, skipped.value));
  const errors = computed(() => ({ linear: errorsOf('linear'), cosine: errorsOf('cosine') }));
  return {
    steps,
    skipped,
    errors,
    spending: computed(() => ({ skipped: skipped.value })),
    picture: computed(() => ({ counts: COUNTS, errors: errors.value, steps: steps.value })),
  };
}

/** Where the steps are: computed from the two chains. */
export function spendingSentence(): string {
  const settled = (id: ChainId) => wholePercent(shareOfSteps(CHAINS[id], Number.NEGATIVE_INFINITY, SETTLED));
  const half = (id: ChainId) => wholePercent(signalAt(CHAINS[id], 0.5));
  const both = (of: (id: ChainId) => string) => ({ linear: of('linear'), cosine: of('cosine') });
  return words.spending(both(settled), both(half));
}

/** Which of the two is nearer to the data, and by how much. */
export function errorSentence(steps: number, skipped: number, linear: number, cosine: number): string {
  const ratio = linear / cosine;
  const isNearer = ratio < 1;
  const isAlike = Math.abs(Math.log(ratio)) < 0.05;
  return words.errors({
    steps,
    skipped: skipped > 0 ? wholePercent(skipped) : null,
    linear: figure(linear, 3),
    cosine: figure(cosine, 3),
    verdict: isAlike ? null : { times: figure(isNearer ? 1 / ratio : ratio, 2), isNearer },
  });
}

/** The mean over the seeds as a score, whose error is that of the mean. */
function scoreOf(values: readonly number[]): Score {
  const { mean: floor, spread, n } = measured.floor;
  const error = deviation(values) / Math.sqrt(values.length);
  return { kind: 'energy distance', value: mean(values), floor, spread, error, n };
}

/** The shipped pair of networks at a number of steps. */
export function pairSentence(steps: Count): string {
  const [linear, cosine] = (['linear', 'cosine'] as const).map((id) => measured.figures[id][`${steps}`]);
  const [a, b] = [scoreOf(linear), scoreOf(cosine)];
  const verdict = verdictOf({ a, b });
  return words.pair({
    n: measured.floor.n,
    difference: withDeviation(Math.abs(b.value - a.value), Math.hypot(a.error ?? 0, b.error ?? 0)),
    nearer: verdict === 'a' ? 'linear' : verdict === 'b' ? 'cosine' : null,
    linear: seedsText(linear),
    cosine: seedsText(cosine),
    floor: floorText(measured.floor),
  });
}

export default function WhyCosine() {
  const model = useMemo(createModel, []);
  const at = COUNTS.indexOf(model.steps.value);
  const { linear, cosine } = model.errors.value;
  const spending = spendingSentence();
  const error = errorSentence(model.steps.value, model.skipped.value, linear[at], cosine[at]);
  return (
    <>
      <Controls>
        <Choice label={words.steps} value={model.steps} values={COUNTS} />
        <Range label={words.leftOut} value={model.skipped} min={0} max={0.5} step={0.1} say={wholePercent} />
      </Controls>
      <div class="pair">
        <IslandCanvas
          mount={spendingChart}
          data={model.spending}
          label={words.spendingPicture}
          summary={spending}
        />
        <IslandCanvas mount={errorsChart} data={model.picture} label={words.errorsPicture} summary={error} />
      </div>
      <Finding>
        {spending} {error} {pairSentence(model.steps.value)}
      </Finding>
      <Strips />
    </>
  );
}
