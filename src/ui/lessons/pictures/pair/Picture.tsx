/** The pair of a noising step with both numbers free. */
import { batch, computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { halfLife, limitVariance, type Pair, pairWalks } from '../../../../diffusion/lab1d/pair';
import * as words from '../../../../words/lessons/pictures/pair';
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
  const growth = a === 1 ? 'stays' : 'grows';
  return words.finding({
    sum: decimal(sum, 4),
    limit: Number.isFinite(limit) ? figure(limit, 3) : null,
    start: Number.isFinite(half) ? { halfLife: figure(Math.ceil(half), 3) } : growth,
  });
}

export default function PairPicture() {
  const model = useMemo(createModel, []);
  const { a, b } = model;
  const sentence = pairSentence(model.picture.value);
  return (
    <>
      <Controls>
        <Range label={words.a} value={a} min={0.9} max={1.01} step={0.001} say={(v) => decimal(v, 3)} />
        <Range label={words.b} value={b} min={0} max={0.4} step={0.001} say={(v) => decimal(v, 3)} />
        <Choices
          label={words.pairs(figure(BETA))}
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
        <IslandCanvas mount={walksChart} data={model.picture} label={words.walksPicture} summary={sentence} />
        <IslandCanvas
          mount={varianceChart}
          data={model.picture}
          label={words.variancePicture}
          summary={sentence}
        />
      </div>
      <Finding>{sentence}</Finding>
    </>
  );
}
