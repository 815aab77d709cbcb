/** One evaluation or many: what networks of one size and one training draw, by the evaluations of a sample. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { mean } from '../../../../lib/studentT';
import * as words from '../../../../words/lessons/pictures/oneShot';
import { count, figure } from '../../../format';
import { cloudRow } from '../../../islands/cloudRow';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import measured from '../../measured/one-shot.json';
import { Choice, Controls, Finding } from '../controls';
import { floorText, seedsText } from '../seedsChart';
import { CHAIN_STEPS, type ChainSteps, costChart } from './charts';
import '../pictures.css';

const { figures, floor, evaluations } = measured;

/** Half the side of each cloud's picture. */
const WORLD = 2.4;

const CLOUDS = Object.keys(words.clouds) as (keyof typeof words.clouds)[];

const ROW = {
  clouds: CLOUDS.map((id) => ({
    name: words.clouds[id],
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
  const further =
    ratio > 1.1
      ? ({ which: 'generator', times: figure(ratio, 2) } as const)
      : ratio < 0.9
        ? ({ which: 'chain', times: figure(1 / ratio, 2) } as const)
        : null;
  return words.cost({
    training: count(evaluations),
    steps,
    chain: seedsText(chain),
    generator: seedsText(generator),
    regression: meanOf(figures.regression['1']),
    floor: floorText(floor),
    further,
  });
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
        <Choice label={words.evaluations} value={model.steps} values={CHAIN_STEPS} />
      </Controls>
      <IslandCanvas mount={costChart} data={model.cost} label={words.costPicture} summary={sentence} />
      <IslandCanvas
        mount={cloudRow}
        data={model.clouds}
        label={words.cloudsPicture}
        summary={words.cloudsShown(Object.values(words.clouds))}
        class="small"
      />
      <Finding>{sentence}</Finding>
    </>
  );
}
