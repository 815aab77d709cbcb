/** How a network knows t: what the kinds of conditioning draw at equal weights, beside one without t and one network for each t. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { mean } from '../../../../lib/studentT';
import { capitalised, count, figure } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import measured from '../../measured/time.json';
import { Choices, Controls, Finding } from '../controls';
import { type SeedsPicture, seedsChart, seedsText } from '../seedsChart';
import { networkChart } from './diagram';
import { KINDS, type Kind, NAMES } from './kinds';
import '../pictures.css';

const { T, weights, floor, figures } = measured;
const valuesOf = (kind: Kind): readonly number[] => figures[kind].distance;

const pictureOf = (selected: Kind): SeedsPicture => ({
  rows: KINDS.map((kind) => ({
    label: NAMES[kind],
    values: valuesOf(kind),
    ink: kind === selected ? 'model' : 'ink-2',
  })),
  floor,
  name: 'energy distance from the data',
  log: true,
});

const MEANINGS: Readonly<Record<Kind, string>> = {
  'scale-shift': 'scale and shift of every layer are functions of t (FiLM)',
  add: 'a function of t is added in every layer',
  concat: 'the embedding of t stands beside x as a further input',
  none: 'no input says what t is',
  separate: `${T} networks, each for one t, share the weights and the training samples of the one`,
};

export function kindSentence(kind: Kind): string {
  const ratio = mean(valuesOf(kind)) / mean(valuesOf('scale-shift'));
  const comparison =
    kind === 'scale-shift' ? '' : `, ${figure(ratio, 2)} times as far as with scale and shift`;
  return `${capitalised(NAMES[kind])}: ${MEANINGS[kind]}. With about ${count(weights)} weights in all it ends ${seedsText(valuesOf(kind))} from the data (energy distance, 3 seeds)${comparison}; real data: ${figure(floor.mean, 2)} ± ${figure(floor.spread, 1)}.`;
}

export default function TimeConditioning() {
  const model = useMemo(() => {
    const kind = signal<Kind>('scale-shift');
    return {
      kind,
      diagram: computed(() => ({ kind: kind.value })),
      seeds: computed(() => pictureOf(kind.value)),
    };
  }, []);
  const sentence = kindSentence(model.kind.value);
  return (
    <>
      <Controls>
        <Choices
          label="The network knows t by"
          options={KINDS.map((value) => ({ value, label: NAMES[value] }))}
          isOn={(value) => value === model.kind.value}
          choose={(value) => {
            model.kind.value = value;
          }}
        />
      </Controls>
      <div class="pair">
        <IslandCanvas
          mount={seedsChart}
          data={model.seeds}
          label="Measured by conditioning"
          summary={sentence}
        />
        <IslandCanvas mount={networkChart} data={model.diagram} label="Where t enters" summary={sentence} />
      </div>
      <Finding>{sentence}</Finding>
    </>
  );
}
