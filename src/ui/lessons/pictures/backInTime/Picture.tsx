/** The way back with parts of the reverse SDE left out, and one step of it by Bayes. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import {
  bayesStep,
  dataSample,
  endsOf,
  type ReverseKind,
  walkBack,
  wasserstein,
} from '../../../../diffusion/lab1d/reverse';
import { figure } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import { Choices, Controls, Finding, Range } from '../controls';
import { bayesChart, walkChart } from './charts';
import '../pictures.css';

const COUNT = 1000;
const STEPS = 150;
const SEED = 1;

const KINDS: readonly { readonly label: string; readonly value: ReverseKind }[] = [
  { label: 'SDE: score and noise', value: { score: 1, noise: 1 } },
  { label: 'ODE: half the score', value: { score: 0.5, noise: 0 } },
  { label: 'Score, no noise', value: { score: 1, noise: 0 } },
  { label: 'Noise, no score', value: { score: 0, noise: 1 } },
];

/** Where the Bayes step stands. */
const TIME = 0.3;
const PLACE = 0.4;

function createModel() {
  const kind = signal(KINDS[0].value);
  /** log₁₀ δ. */
  const power = signal(-1);
  const data = dataSample(COUNT, SEED);
  const fresh = dataSample(COUNT, SEED + 1);
  const walk = computed(() => walkBack(kind.value, { count: COUNT, steps: STEPS, seed: SEED }));
  const bayes = computed(() => bayesStep(TIME, 10 ** power.value, PLACE));
  return { kind, power, data, floor: wasserstein(data, fresh), walk, bayes };
}

export default function BackInTime() {
  const model = useMemo(createModel, []);
  const ends = endsOf(model.walk.value);
  const deviation = Math.sqrt(ends.reduce((sum, x) => sum + x * x, 0) / ends.length);
  const words = `${COUNT} paths in ${STEPS} steps end ${figure(wasserstein(ends, model.data), 2)} from the data (Wasserstein-1; fresh data: ${figure(model.floor, 2)}), with deviation ${figure(deviation, 3)}.`;
  const delta = 10 ** model.power.value;
  const step = `One step back of δ = ${figure(delta, 2)} from x = ${PLACE} at t = ${TIME}: the posterior is ${figure(model.bayes.value.distance, 2)} from the Gaussian (total variation).`;
  return (
    <>
      <Controls>
        <Choices
          label="What drives the way back"
          options={KINDS}
          isOn={(value) => value === model.kind.value}
          choose={(value) => {
            model.kind.value = value;
          }}
        />
        <Range
          label="Step δ"
          value={model.power}
          min={-3}
          max={-0.7}
          step={0.1}
          say={(v) => figure(10 ** v, 2)}
        />
      </Controls>
      <div class="pair">
        <IslandCanvas mount={walkChart} data={model.walk} label="Paths back in time" summary={words} />
        <IslandCanvas mount={bayesChart} data={model.bayes} label="One step back" summary={step} />
      </div>
      <Finding>
        {words} {step}
      </Finding>
    </>
  );
}
