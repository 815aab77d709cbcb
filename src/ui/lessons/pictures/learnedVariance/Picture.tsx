/** β̃, β and the best variance between, and what a network with a learned variance gains: its bound, and samples in few steps. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { stepVariances, totalExcess } from '../../../../diffusion/lab1d/reverseVariance';
import { mean } from '../../../../lib/studentT';
import * as words from '../../../../words/lessons/pictures/learnedVariance';
import { energyDistance } from '../../../../words/lessons/pictures/measured';
import { figure } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import measured from '../../measured/variance.json';
import { Choice, Controls, Finding } from '../controls';
import { floorText, type SeedsPicture, seedsChart, seedsText } from '../seedsChart';
import { variancesChart } from './charts';
import '../pictures.css';

const COUNTS = [5, 10, 20, 50];

const NAMES = { 'fixed-small': 'β̃', 'fixed-large': 'β', learned: words.learned } as const;
const INKS = { 'fixed-small': 'bad', 'fixed-large': 'ink-2', learned: 'model' } as const;
type Id = keyof typeof NAMES;
const IDS = Object.keys(NAMES) as Id[];

const FIGURES = measured.figures['one network'];
const SHOWN = ['bound', '5', '10', '50'] as const;
type Shown = (typeof SHOWN)[number];
const valuesOf = (id: Id, shown: Shown): readonly number[] => FIGURES[`${id} ${shown}`];

const nameOf = (shown: Shown) => (shown === 'bound' ? words.theBound : words.samplesIn(shown));

const pictureOf = (shown: Shown): SeedsPicture => ({
  rows: IDS.map((id) => ({ label: NAMES[id], values: valuesOf(id, shown), ink: INKS[id] })),
  floor: shown === 'bound' ? undefined : measured.floor,
  name: shown === 'bound' ? words.natsPerDimension : energyDistance,
  log: shown !== 'bound',
});

/** What the two fixed variances cost the bound of a chain, with the exact mean. */
export function costSentence(steps: number): string {
  const { small, large } = totalExcess(stepVariances(steps));
  return words.cost(steps, figure(small, 2), figure(large, 2));
}

export function learnedSentence(shown: Shown): string {
  const { T, points, floor } = measured;
  const values = IDS.map((id) => `${NAMES[id]} ${seedsText(valuesOf(id, shown))}`).join(', ');
  const [small, learned] = [mean(valuesOf('fixed-small', shown)), mean(valuesOf('learned', shown))];
  if (shown === 'bound') return words.bound({ T, values, points, more: figure(small - learned, 2) });
  const ratio = figure(small / learned, 2);
  return words.samples({ T, values, drawn: floor.n, steps: shown, floor: floorText(floor), ratio });
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
        <Choice label={words.steps} value={model.steps} values={COUNTS} />
        <Choice label={words.onTrained} value={model.shown} values={SHOWN} nameOf={nameOf} />
      </Controls>
      <div class="pair">
        <IslandCanvas
          mount={variancesChart}
          data={model.variances}
          label={words.variancesPicture}
          summary={cost}
        />
        <IslandCanvas mount={seedsChart} data={model.seeds} label={words.measuredPicture} summary={learned} />
      </div>
      <Finding>
        {cost} {learned}
      </Finding>
    </>
  );
}
