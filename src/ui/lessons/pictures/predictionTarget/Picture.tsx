/** What an error of ε, x₀ or v becomes, and what the three draw with and without clipping. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { CHAIN, errorFactors, TARGETS } from '../../../../diffusion/lab1d/targetErrors';
import { energyDistance } from '../../../../words/lessons/pictures/measured';
import * as words from '../../../../words/lessons/pictures/predictionTarget';
import { figure } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import measured from '../../measured/prediction.json';
import { Choice, Choices, Controls, Finding, Range } from '../controls';
import { floorText, type SeedsPicture, seedsChart, seedsText } from '../seedsChart';
import { type FactorsPicture, factorsChart, TARGET_NAMES } from './charts';
import '../pictures.css';

const CLIPPING = ['unclipped', 'clipped'] as const;
type Clipping = (typeof CLIPPING)[number];
const INKS = { eps: 'bad', x0: 'ink-2', v: 'model' } as const;

const pictureOf = (clipping: Clipping): SeedsPicture => ({
  rows: TARGETS.map((target) => ({
    label: TARGET_NAMES[target],
    values: measured.figures[target][clipping],
    ink: INKS[target],
  })),
  floor: measured.floor,
  name: energyDistance,
  log: true,
});

export function factorsSentence({ time, of }: FactorsPicture): string {
  const level = CHAIN.level(time);
  const factors = TARGETS.map((target) => ({
    target: TARGET_NAMES[target],
    factor: figure(errorFactors(target, level)[of]),
  }));
  return words.factors(time, of === 'x0' ? 'x̂₀' : 'ε̂', factors);
}

export function targetsSentence(clipping: Clipping): string {
  const values = TARGETS.map(
    (target) => `${TARGET_NAMES[target]} ${seedsText(measured.figures[target][clipping])}`,
  );
  return words.targets({
    steps: measured.samplingSteps,
    clipping,
    values,
    floor: floorText(measured.floor),
  });
}

export default function PredictionTarget() {
  const model = useMemo(() => {
    const time = signal(150);
    const of = signal<FactorsPicture['of']>('x0');
    const clipping = signal<Clipping>('unclipped');
    return {
      time,
      of,
      clipping,
      factors: computed(() => ({ time: time.value, of: of.value })),
      seeds: computed(() => pictureOf(clipping.value)),
    };
  }, []);
  const factors = factorsSentence(model.factors.value);
  const targets = targetsSentence(model.clipping.value);
  return (
    <>
      <Controls>
        <Range label={words.time} value={model.time} min={0} max={CHAIN.timeMax} step={1} say={String} />
        <Choices
          label={words.errorIn}
          options={[
            { value: 'x0', label: 'x̂₀' },
            { value: 'eps', label: 'ε̂' },
          ]}
          isOn={(value) => value === model.of.value}
          choose={(value) => {
            model.of.value = value as FactorsPicture['of'];
          }}
        />
        <Choice
          label={words.samplesWith}
          value={model.clipping}
          values={CLIPPING}
          nameOf={(value) => words.clipping[value]}
        />
      </Controls>
      <div class="pair">
        <IslandCanvas
          mount={factorsChart}
          data={model.factors}
          label={words.factorPicture}
          summary={factors}
        />
        <IslandCanvas mount={seedsChart} data={model.seeds} label={words.measuredPicture} summary={targets} />
      </div>
      <Finding>
        {factors} {targets}
      </Finding>
    </>
  );
}
