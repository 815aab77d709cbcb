/** The way back with parts of the reverse SDE left out, and one step of it by Bayes. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import {
  bayesStep,
  dataFloor,
  dataSample,
  endsOf,
  type ReverseKind,
  walkBack,
  wasserstein,
} from '../../../../diffusion/lab1d/reverse';
import * as words from '../../../../words/lessons/pictures/backInTime';
import { figure } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import { Choices, Controls, Finding, Range } from '../controls';
import { bayesChart, walkChart } from './charts';
import '../pictures.css';

const COUNT = 1000;
const STEPS = 150;
const SEED = 1;
/** Of fresh data from fresh data. */
const DRAWS = 20;

const KINDS: readonly { readonly label: string; readonly value: ReverseKind }[] = [
  { label: words.kinds.sde, value: { score: 1, noise: 1 } },
  { label: words.kinds.ode, value: { score: 0.5, noise: 0 } },
  { label: words.kinds.scoreAlone, value: { score: 1, noise: 0 } },
  { label: words.kinds.noiseAlone, value: { score: 0, noise: 1 } },
];

/** Where the Bayes step stands. */
const TIME = 0.3;
const PLACE = 0.4;

function createModel() {
  const kind = signal(KINDS[0].value);
  /** log₁₀ δ. */
  const power = signal(-1);
  const data = dataSample(COUNT, SEED);
  const walk = computed(() => walkBack(kind.value, { count: COUNT, steps: STEPS, seed: SEED }));
  const bayes = computed(() => bayesStep(TIME, 10 ** power.value, PLACE));
  return { kind, power, data, floor: dataFloor(COUNT, DRAWS), walk, bayes };
}

export default function BackInTime() {
  const model = useMemo(createModel, []);
  const ends = endsOf(model.walk.value);
  const deviation = Math.sqrt(ends.reduce((sum, x) => sum + x * x, 0) / ends.length);
  const walk = words.walk({
    paths: COUNT,
    steps: STEPS,
    distance: figure(wasserstein(ends, model.data), 2),
    floor: figure(model.floor.mean, 2),
    floorDeviation: figure(model.floor.deviation, 2),
    draws: DRAWS,
    deviation: figure(deviation, 3),
  });
  const delta = 10 ** model.power.value;
  const step = words.stepBack({
    delta: figure(delta, 2),
    place: figure(PLACE),
    time: figure(TIME),
    distance: figure(model.bayes.value.distance, 2),
  });
  return (
    <>
      <Controls>
        <Choices
          label={words.drives}
          options={KINDS}
          isOn={(value) => value === model.kind.value}
          choose={(value) => {
            model.kind.value = value;
          }}
        />
        <Range
          label={words.step}
          value={model.power}
          min={-3}
          max={-0.7}
          step={0.1}
          say={(v) => figure(10 ** v, 2)}
        />
      </Controls>
      <div class="pair">
        <IslandCanvas mount={walkChart} data={model.walk} label={words.walkPicture} summary={walk} />
        <IslandCanvas mount={bayesChart} data={model.bayes} label={words.stepPicture} summary={step} />
      </div>
      <Finding>
        {walk} {step}
      </Finding>
    </>
  );
}
