/** β̃, β and the best variance between, and what a network with a learned variance gains: its bound, and samples in few steps. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { stepVariances, totalExcess } from '../../../../diffusion/lab1d/reverseVariance';
import { mean } from '../../../../lib/studentT';
import { figure } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import measured from '../../measured/variance.json';
import { Choices, Controls, Finding } from '../controls';
import { type SeedsPicture, seedsChart, seedsText } from '../seedsChart';
import { variancesChart } from './charts';
import '../pictures.css';

const COUNTS = [5, 10, 20, 50];

const NAMES = { 'fixed-small': 'β̃', 'fixed-large': 'β', learned: 'learned' } as const;
const INKS = { 'fixed-small': 'bad', 'fixed-large': 'ink-2', learned: 'model' } as const;
type Id = keyof typeof NAMES;
const IDS = Object.keys(NAMES) as Id[];

const FIGURES = measured.figures['one network'];
const SHOWN = ['bound', '5', '10', '50'] as const;
type Shown = (typeof SHOWN)[number];
const valuesOf = (id: Id, shown: Shown): readonly number[] => FIGURES[`${id} ${shown}`];

const nameOf = (shown: Shown) => (shown === 'bound' ? 'The bound' : `Samples, ${shown} steps`);

const pictureOf = (shown: Shown): SeedsPicture => ({
  rows: IDS.map((id) => ({ label: NAMES[id], values: valuesOf(id, shown), ink: INKS[id] })),
  floor: shown === 'bound' ? undefined : measured.floor,
  name: shown === 'bound' ? 'nats per dimension' : 'energy distance from the data',
  log: shown !== 'bound',
});

/** What the two fixed variances cost the bound of a chain, with the exact mean. */
export function costSentence(steps: number): string {
  const { small, large } = totalExcess(stepVariances(steps));
  return `With ${steps} steps and the exact mean, β̃ costs ${figure(small, 2)} nats of the bound and β ${figure(large, 2)}.`;
}

export function learnedSentence(shown: Shown): string {
  const { T, points, floor } = measured;
  const what =
    shown === 'bound'
      ? `nats per dimension at ${points} fresh points`
      : `energy distance of ${floor.n} samples in ${shown} steps; real data: ${figure(floor.mean, 2)} ± ${figure(floor.spread, 1)}`;
  const values = IDS.map((id) => `${NAMES[id]} ${seedsText(valuesOf(id, shown))}`).join(', ');
  const [small, learned] = [mean(valuesOf('fixed-small', shown)), mean(valuesOf('learned', shown))];
  const verdict =
    shown === 'bound'
      ? `β̃ needs ${figure(small - learned, 2)} nats more than the learned variance`
      : `β̃ ends ${figure(small / learned, 2)} times as far as the learned variance`;
  return `One network, read three ways (T = ${T}, 3 seeds): ${values} (${what}). ${verdict}.`;
}

export default function LearnedVariance() {
  const model = useMemo(() => {
    const steps = signal(5);
    const shown = signal<Shown>('bound');
    return {
      steps,
      shown,
      variances: computed(() => stepVariances(steps.value)),
      seeds: computed(() => pictureOf(shown.value)),
    };
  }, []);
  const cost = costSentence(model.steps.value);
  const learned = learnedSentence(model.shown.value);
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
        <Choices
          label="Measured on a trained network"
          options={SHOWN.map((value) => ({ value, label: nameOf(value) }))}
          isOn={(value) => value === model.shown.value}
          choose={(value) => {
            model.shown.value = value;
          }}
        />
      </Controls>
      <div class="pair">
        <IslandCanvas
          mount={variancesChart}
          data={model.variances}
          label="Variance of each step"
          summary={cost}
        />
        <IslandCanvas
          mount={seedsChart}
          data={model.seeds}
          label="Measured with three variances"
          summary={learned}
        />
      </div>
      <Finding>
        {cost} {learned}
      </Finding>
    </>
  );
}
