/** A moving average of a weight by its decay, and what averages of a whole network draw. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { averageOf, halfLifeOf, noisyWeight, shakingLeft } from '../../../../diffusion/lab1d/movingAverage';
import * as words from '../../../../words/lessons/pictures/ema';
import { energyDistance } from '../../../../words/lessons/pictures/measured';
import { count, figure, percent } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import measured from '../../measured/ema.json';
import { Choice, Choices, Controls, Finding } from '../controls';
import { floorText, type SeedsPicture, seedsChart, seedsText } from '../seedsChart';
import { averageChart } from './charts';
import '../pictures.css';

const STEPS = 600;
const SEED = 2;

const FIGURES = measured.figures.averages;
/** The averages that were measured. */
export const AVERAGES = ['newest', '0.9', '0.99', '0.999', 'not warmed up'] as const;
type Average = (typeof AVERAGES)[number];
const DECAYS = [0, 0.9, 0.99, 0.999] as const;
type Decay = (typeof DECAYS)[number];

/** The measured average of a choice; without warm-up the one with decay 0.999 was measured alone. */
function averageFor(decay: Decay, warmUp: boolean): Average {
  if (decay === 0) return 'newest';
  return decay === 0.999 && !warmUp ? 'not warmed up' : `${decay}`;
}

const pictureOf = (selected: Average): SeedsPicture => ({
  rows: AVERAGES.map((id) => ({
    label: words.averages[id],
    values: FIGURES[id],
    ink: id === selected ? 'model' : 'ink-2',
  })),
  floor: measured.floor,
  name: energyDistance,
  log: true,
});

/** The warm-up of training: (1 + n)/(10 + n) until that is the decay. */
const warmedUp = (decay: number, step: number) => Math.min(decay, (1 + step) / (10 + step));

export function averageSentence(decay: number, warmUp: boolean): string {
  if (decay === 0) return words.noAverage;
  return words.average({
    decay: figure(decay),
    halfLife: count(halfLifeOf(decay)),
    start: warmUp ? null : { steps: STEPS, share: percent(decay ** STEPS) },
    shaking: figure(shakingLeft(decay), 2),
  });
}

export function measuredSentence(id: Average): string {
  const { steps, rate, floor } = measured;
  return words.measured({
    steps: count(steps),
    rate: figure(rate),
    weights: words.averages[id],
    distance: seedsText(FIGURES[id]),
    floor: floorText(floor),
  });
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
        <Choice label={words.decay} value={model.decay} values={DECAYS} nameOf={figure} />
        <Choices
          label={words.warmUp}
          options={[
            { value: true, label: words.withWarmUp },
            { value: false, label: words.withoutWarmUp },
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
          label={words.averagePicture}
          summary={average}
        />
        <IslandCanvas mount={seedsChart} data={model.seeds} label={words.measuredPicture} summary={drawn} />
      </div>
      <Finding>
        {average} {drawn}
      </Finding>
    </>
  );
}
