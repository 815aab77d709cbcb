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
import { figure } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import { Choices, Controls, decimal, Finding } from '../controls';
import { chainChart, errorChart } from './charts';
import '../pictures.css';

const COUNTS = [10, 25, 50, 200, 1000];
const SEEDS = [3, 5, 8];
/** Where the paths start. */
const STARTS = [1.5, 0, -1.5];

/** The sentence below: the error at this number of steps, and the order that follows from that of twice as many. */
export function stepsSentence(steps: number): string {
  const error = signalError(steps);
  if (error === null)
    return `With ${steps} steps β would be ${decimal((FEWEST_STEPS - 1) / steps, 1)} at the end, and √(1 − β) has no value: this chain needs at least ${FEWEST_STEPS} steps.`;
  const order = orderOf(steps, 2 * steps, [error, signalError(2 * steps) ?? Number.NaN]);
  const last = (FEWEST_STEPS - 1) / steps;
  return `${steps} steps: √ᾱ differs from α of the SDE by ${figure(error, 3)} at most; twice as many steps have ${figure(2 ** order, 3)} times less, order ${decimal(order)}. At the end β = ${figure(last, 2)}, where √(1 − β) differs from 1 − β/2 by ${figure(rootError(last), 2)}.`;
}

export default function SmallSteps() {
  const model = useMemo(() => {
    const steps = signal(25);
    const motions = SEEDS.map(brownianIncrements);
    const fine = motions.map((motion, i) => chainPath(FINEST, STARTS[i], motion));
    const picture = computed(() => ({
      steps: steps.value,
      paths: motions.map((motion, i) => ({
        fine: fine[i],
        coarse: chainPath(steps.value, STARTS[i], motion),
      })),
    }));
    return { steps, picture };
  }, []);
  const sentence = stepsSentence(model.steps.value);
  return (
    <>
      <Controls>
        <Choices
          label="Steps of the chain"
          options={COUNTS.map((value) => ({ value, label: String(value) }))}
          isOn={(value) => value === model.steps.value}
          choose={(value) => {
            model.steps.value = value;
          }}
        />
      </Controls>
      <div class="pair">
        <IslandCanvas mount={chainChart} data={model.picture} label="Paths of the chain" summary={sentence} />
        <IslandCanvas
          mount={errorChart}
          data={model.picture}
          label="Error against steps"
          summary={sentence}
        />
      </div>
      <Finding>{sentence}</Finding>
    </>
  );
}
