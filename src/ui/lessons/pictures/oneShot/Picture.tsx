/** One evaluation or many: what networks of one size and one training draw, by the evaluations of a sample. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { mean } from '../../../../lib/studentT';
import { count, figure } from '../../../format';
import { cloudRow } from '../../../islands/cloudRow';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import measured from '../../measured/one-shot.json';
import { Choices, Controls, Finding } from '../controls';
import { seedsText } from '../seedsChart';
import { CHAIN_STEPS, type ChainSteps, costChart } from './charts';
import '../pictures.css';

const { figures, floor, evaluations } = measured;

/** Half the side of each cloud's picture. */
const WORLD = 2.4;

const CLOUDS = [
  ['regression', 'regression, 1'],
  ['generator', 'generator, 1'],
  ['chain 1', 'chain, 1'],
  ['chain 20', 'chain, 20'],
] as const;

const ROW = {
  clouds: CLOUDS.map(([id, name]) => ({
    name,
    points: Float32Array.from(measured.clouds[id]),
    ink: 'model' as const,
  })),
  world: WORLD,
};

const meanOf = (values: readonly number[]) => figure(mean(values), 2);

/** The chain beside both one-step networks, at a number of evaluations of the chain. */
export function costSentence(steps: ChainSteps): string {
  const chain = figures.chain[`${steps}`];
  const generator = figures.generator['1'];
  const ratio = mean(generator) / mean(chain);
  const verdict =
    ratio > 1.1
      ? `the generator is ${figure(ratio, 2)} times as far`
      : ratio < 0.9
        ? `the chain is ${figure(1 / ratio, 2)} times as far`
        : 'both are about as far';
  return `After ${count(evaluations)} training evaluations each: the chain with ${count(steps)} evaluations a sample ends ${seedsText(chain)} from the data, the one-step generator ${seedsText(generator)}, the regression ${meanOf(figures.regression['1'])} (energy distance, 3 seeds; real data: ${figure(floor.mean, 2)} ± ${figure(floor.spread, 1)}): ${verdict}.`;
}

export default function OneShot() {
  const model = useMemo(() => {
    const steps = signal<ChainSteps>(20);
    return {
      steps,
      cost: computed(() => ({
        steps: steps.value,
        chain: CHAIN_STEPS.map((value) => figures.chain[`${value}`]),
        generator: figures.generator['1'],
        regression: figures.regression['1'],
        floor,
      })),
      clouds: signal(ROW),
    };
  }, []);
  const sentence = costSentence(model.steps.value);
  return (
    <>
      <Controls>
        <Choices
          label="Evaluations of the chain"
          options={CHAIN_STEPS.map((value) => ({ value, label: String(value) }))}
          isOn={(value) => value === model.steps.value}
          choose={(value) => {
            model.steps.value = value;
          }}
        />
      </Controls>
      <IslandCanvas mount={costChart} data={model.cost} label="Cost and quality" summary={sentence} />
      <IslandCanvas
        mount={cloudRow}
        data={model.clouds}
        label="Samples of each"
        summary={`Samples of the first seed: ${CLOUDS.map(([, name]) => name).join('; ')} (network evaluations each).`}
        class="small"
      />
      <Finding>{sentence}</Finding>
    </>
  );
}
