/** The pair of a noising step with both numbers free. */
import { batch, computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { halfLife, limitVariance, type Pair, pairWalks } from '../../../../diffusion/lab1d/pair';
import { figure } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import { Choices, Controls, decimal, Finding, Range } from '../controls';
import { START, varianceChart, walksChart } from './charts';
import '../pictures.css';

const STEPS = 200;
const WALKERS = 1000;
const BETA = 0.02;

const PAIRS: readonly { readonly label: string; readonly value: Pair }[] = [
  { label: '√(1−β), √β', value: { a: Math.sqrt(1 - BETA), b: Math.sqrt(BETA) } },
  { label: '1 − β, β', value: { a: 1 - BETA, b: BETA } },
  { label: '√(1−β), β', value: { a: Math.sqrt(1 - BETA), b: BETA } },
  { label: '1, √β (NCSN)', value: { a: 1, b: Math.sqrt(BETA) } },
];

function createModel() {
  const a = signal(PAIRS[0].value.a);
  const b = signal(PAIRS[0].value.b);
  const starts = Float64Array.from({ length: WALKERS }, (_, i) => (i < WALKERS / 2 ? START : -START));
  const picture = computed(() => {
    const chosen = { a: a.value, b: b.value };
    return { ...chosen, steps: STEPS, positions: pairWalks(chosen, { starts, steps: STEPS, seed: 1 }) };
  });
  return { a, b, picture };
}

/** The sentence below: where the variance goes, and what becomes of the start. */
export function pairSentence(chosen: Pair): string {
  const { a, b } = chosen;
  const sum = a * a + b * b;
  const limit = limitVariance(chosen, START * START);
  const half = halfLife(chosen);
  const variance = Number.isFinite(limit)
    ? `the variance goes to b²/(1 − a²) = ${figure(limit, 3)}`
    : 'the variance grows without end';
  const start = Number.isFinite(half)
    ? `Half of the start is left after ${figure(Math.ceil(half), 3)} steps.`
    : a === 1
      ? 'Nothing of the start is forgotten.'
      : 'The start grows.';
  return `a² + b² = ${decimal(sum, 4)}: ${variance}. ${start}`;
}

export default function PairPicture() {
  const model = useMemo(createModel, []);
  const { a, b } = model;
  const sentence = pairSentence(model.picture.value);
  return (
    <>
      <Controls>
        <Range
          label="a, the factor of x"
          value={a}
          min={0.9}
          max={1.01}
          step={0.001}
          say={(v) => decimal(v, 3)}
        />
        <Range
          label="b, the factor of ε"
          value={b}
          min={0}
          max={0.4}
          step={0.001}
          say={(v) => decimal(v, 3)}
        />
        <Choices
          label={`Pairs for β = ${BETA}`}
          options={PAIRS}
          isOn={(value) => value.a === a.value && value.b === b.value}
          choose={(value) =>
            batch(() => {
              a.value = value.a;
              b.value = value.b;
            })
          }
        />
      </Controls>
      <div class="pair">
        <IslandCanvas mount={walksChart} data={model.picture} label="Walks of the pair" summary={sentence} />
        <IslandCanvas
          mount={varianceChart}
          data={model.picture}
          label="Variance of the walks"
          summary={sentence}
        />
      </div>
      <Finding>{sentence}</Finding>
    </>
  );
}
