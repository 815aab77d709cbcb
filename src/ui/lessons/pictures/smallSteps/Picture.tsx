/** The chain at several numbers of steps, on the same Brownian motion as one of 4000. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import {
  brownianIncrements,
  chainPath,
  FEWEST_STEPS,
  FINEST,
  orderOf,
  rootError,
  signalError,
} from '../../../../diffusion/lab1d/smallSteps';
import * as words from '../../../../words/lessons/pictures/smallSteps';
import { figure } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import { Choice, Controls, decimal, Finding } from '../controls';
import { chainChart, errorChart, type StepsPicture } from './charts';
import '../pictures.css';

export const COUNTS = [10, 25, 50, 200, 1000];
const SEEDS = [3, 5, 8];
/** Where the paths start. */
const STARTS = [1.5, 0, -1.5];

/** Paths on one Brownian motion each, of the finest chain and of one of these many steps. */
export function createPaths(): (steps: number) => StepsPicture['paths'] {
  const motions = SEEDS.map(brownianIncrements);
  const fine = motions.map((motion, i) => chainPath(FINEST, STARTS[i], motion));
  return (steps) =>
    motions.map((motion, i) => ({ fine: fine[i], coarse: chainPath(steps, STARTS[i], motion) }));
}

/** The sentence below: the error at this number of steps, and the order that follows from that of twice as many. */
export function stepsSentence(steps: number): string {
  const error = signalError(steps);
  if (error === null) return words.tooFew(steps, decimal((FEWEST_STEPS - 1) / steps, 1), FEWEST_STEPS);
  const order = orderOf(steps, 2 * steps, [error, signalError(2 * steps) ?? Number.NaN]);
  const last = (FEWEST_STEPS - 1) / steps;
  return words.error({
    steps,
    error: figure(error, 3),
    times: figure(2 ** order, 3),
    order: decimal(order),
    beta: figure(last, 2),
    rootError: figure(rootError(last), 2),
  });
}

export default function SmallSteps() {
  const model = useMemo(() => {
    const steps = signal(25);
    const paths = createPaths();
    const picture = computed(() => ({ steps: steps.value, paths: paths(steps.value) }));
    return { steps, picture };
  }, []);
  const sentence = stepsSentence(model.steps.value);
  return (
    <>
      <Controls>
        <Choice label={words.steps} value={model.steps} values={COUNTS} />
      </Controls>
      <div class="pair">
        <IslandCanvas mount={chainChart} data={model.picture} label={words.pathsPicture} summary={sentence} />
        <IslandCanvas mount={errorChart} data={model.picture} label={words.errorPicture} summary={sentence} />
      </div>
      <Finding>{sentence}</Finding>
    </>
  );
}
