/** A moving average of a weight by its decay, and what averages of a whole network draw. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { averageOf, halfLifeOf, noisyWeight, shakingLeft } from '../../../../diffusion/lab1d/movingAverage';
import { count, figure, percent } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import measured from '../../measured/ema.json';
import { Choices, Controls, Finding } from '../controls';
import { type SeedsPicture, seedsChart, seedsText } from '../seedsChart';
import { averageChart } from './charts';
import '../pictures.css';

const STEPS = 600;
const SEED = 2;

const FIGURES = measured.figures.averages;
/** The averages that were measured. */
export const AVERAGES = ['newest', '0.9', '0.99', '0.999', 'not warmed up'] as const;
type Average = (typeof AVERAGES)[number];
const NAMES: Readonly<Record<Average, string>> = {
  newest: 'newest weights',
  '0.9': 'decay 0.9',
  '0.99': 'decay 0.99',
  '0.999': 'decay 0.999',
  'not warmed up': 'decay 0.999, no warm-up',
};
const DECAYS = [0, 0.9, 0.99, 0.999] as const;
type Decay = (typeof DECAYS)[number];

/** The measured average of a choice; without warm-up the one with decay 0.999 was measured alone. */
function averageFor(decay: Decay, warmUp: boolean): Average {
  if (decay === 0) return 'newest';
  return decay === 0.999 && !warmUp ? 'not warmed up' : `${decay}`;
}

const pictureOf = (selected: Average): SeedsPicture => ({
  rows: AVERAGES.map((id) => ({
    label: NAMES[id],
    values: FIGURES[id],
    ink: id === selected ? 'model' : 'ink-2',
  })),
  floor: measured.floor,
  name: 'energy distance from the data',
  log: true,
});

/** The warm-up of training: (1 + n)/(10 + n) until that is the decay. */
const warmedUp = (decay: number, step: number) => Math.min(decay, (1 + step) / (10 + step));

export function averageSentence(decay: number, warmUp: boolean): string {
  if (decay === 0) return 'Decay 0 averages nothing: it is the newest weight.';
  const start = warmUp
    ? 'with warm-up the start is soon forgotten'
    : `after ${STEPS} steps without warm-up ${percent(decay ** STEPS)} of the average is still the start`;
  return `With decay ${decay} half of the average is of the last ${count(halfLifeOf(decay))} steps; ${start}. In the long run it moves ${figure(shakingLeft(decay), 2)} times as far as the weight.`;
}

export function measuredSentence(id: Average): string {
  const { steps, rate, floor } = measured;
  return `A network after ${count(steps)} steps at a constant rate of ${rate}, ${NAMES[id]}: ${seedsText(FIGURES[id])} from the data (energy distance, 3 seeds); real data: ${figure(floor.mean, 2)} ± ${figure(floor.spread, 1)}.`;
}

export default function Ema() {
  const model = useMemo(() => {
    const decay = signal<Decay>(0.99);
    const warmUp = signal(true);
    const weights = noisyWeight(STEPS, SEED);
    return {
      decay,
      warmUp,
      average: computed(() => {
        const warm = warmUp.value;
        const d = decay.value;
        return { weights, averages: averageOf(weights, (step) => (warm ? warmedUp(d, step) : d)) };
      }),
      seeds: computed(() => pictureOf(averageFor(decay.value, warmUp.value))),
    };
  }, []);
  const average = averageSentence(model.decay.value, model.warmUp.value);
  const drawn = measuredSentence(averageFor(model.decay.value, model.warmUp.value));
  return (
    <>
      <Controls>
        <Choices
          label="Decay"
          options={DECAYS.map((value) => ({ value, label: String(value) }))}
          isOn={(value) => value === model.decay.value}
          choose={(value) => {
            model.decay.value = value;
          }}
        />
        <Choices
          label="Warm-up"
          options={[
            { value: true, label: 'with' },
            { value: false, label: 'without' },
          ]}
          isOn={(value) => value === model.warmUp.value}
          choose={(value) => {
            model.warmUp.value = value;
          }}
        />
      </Controls>
      <div class="pair">
        <IslandCanvas
          mount={averageChart}
          data={model.average}
          label="A weight and its average"
          summary={average}
        />
        <IslandCanvas mount={seedsChart} data={model.seeds} label="Measured by decay" summary={drawn} />
      </div>
      <Finding>
        {average} {drawn}
      </Finding>
    </>
  );
}
