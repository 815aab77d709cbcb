/** What an error of ε, x₀ or v becomes, and what the three draw with and without clipping. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { CHAIN, errorFactors, TARGETS } from '../../../../diffusion/lab1d/targetErrors';
import { figure } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import measured from '../../measured/prediction.json';
import { Choices, Controls, Finding, Range } from '../controls';
import { type SeedsPicture, seedsChart, seedsText } from '../seedsChart';
import { type FactorsPicture, factorsChart, TARGET_NAMES } from './charts';
import '../pictures.css';

const CLIPPING = ['unclipped', 'clipped'] as const;
type Clipping = (typeof CLIPPING)[number];
const CLIPPING_NAMES = { unclipped: 'x̂₀ as it is', clipped: 'x̂₀ clipped' } as const;
const INKS = { eps: 'bad', x0: 'ink-2', v: 'model' } as const;

const pictureOf = (clipping: Clipping): SeedsPicture => ({
  rows: TARGETS.map((target) => ({
    label: TARGET_NAMES[target],
    values: measured.figures[target][clipping],
    ink: INKS[target],
  })),
  floor: measured.floor,
  name: 'energy distance from the data',
  log: true,
});

export function factorsSentence({ time, of }: FactorsPicture): string {
  const level = CHAIN.level(time);
  const factors = TARGETS.map(
    (target) => `${figure(errorFactors(target, level)[of])} for ${TARGET_NAMES[target]}`,
  );
  return `At t = ${time} an error of the output reaches ${of === 'x0' ? 'x̂₀' : 'ε̂'} times ${factors.join(', ')}.`;
}

export function targetsSentence(clipping: Clipping): string {
  const values = TARGETS.map(
    (target) => `${TARGET_NAMES[target]} ${seedsText(measured.figures[target][clipping])}`,
  );
  return `Measured with ${measured.samplingSteps} DDIM steps, ${CLIPPING_NAMES[clipping]} (energy distance, 3 seeds): ${values.join(', ')}; real data: ${figure(measured.floor.mean, 2)} ± ${figure(measured.floor.spread, 1)}.`;
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
        <Range label="Time t" value={model.time} min={0} max={CHAIN.timeMax} step={1} say={String} />
        <Choices
          label="Error in"
          options={[
            { value: 'x0', label: 'x̂₀' },
            { value: 'eps', label: 'ε̂' },
          ]}
          isOn={(value) => value === model.of.value}
          choose={(value) => {
            model.of.value = value as FactorsPicture['of'];
          }}
        />
        <Choices
          label="Samples with"
          options={CLIPPING.map((value) => ({ value, label: CLIPPING_NAMES[value] }))}
          isOn={(value) => value === model.clipping.value}
          choose={(value) => {
            model.clipping.value = value;
          }}
        />
      </Controls>
      <div class="pair">
        <IslandCanvas
          mount={factorsChart}
          data={model.factors}
          label="Factor of an error"
          summary={factors}
        />
        <IslandCanvas mount={seedsChart} data={model.seeds} label="Measured by target" summary={targets} />
      </div>
      <Finding>
        {factors} {targets}
      </Finding>
    </>
  );
}
