/** How a network knows t: what the kinds of conditioning draw at equal weights, beside one without t and one network for each t. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { mean } from '../../../../lib/studentT';
import { energyDistance } from '../../../../words/lessons/pictures/measured';
import * as words from '../../../../words/lessons/pictures/timeConditioning';
import { count, figure } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import measured from '../../measured/time.json';
import { Choice, Controls, Finding } from '../controls';
import { floorText, type SeedsPicture, seedsChart, seedsText } from '../seedsChart';
import { networkChart } from './diagram';
import { KINDS, type Kind } from './kinds';
import '../pictures.css';

const { T, weights, floor, figures } = measured;
const valuesOf = (kind: Kind): readonly number[] => figures[kind].distance;

const pictureOf = (selected: Kind): SeedsPicture => ({
  rows: KINDS.map((kind) => ({
    label: words.names[kind],
    values: valuesOf(kind),
    ink: kind === selected ? 'model' : 'ink-2',
  })),
  floor,
  name: energyDistance,
  log: true,
});

export function kindSentence(kind: Kind): string {
  const ratio = mean(valuesOf(kind)) / mean(valuesOf('scale-shift'));
  return words.finding({
    kind,
    networks: T,
    weights: count(weights),
    distance: seedsText(valuesOf(kind)),
    ratio: kind === 'scale-shift' ? null : figure(ratio, 2),
    floor: floorText(floor),
  });
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
        <Choice
          label={words.knowsBy}
          value={model.kind}
          values={KINDS}
          nameOf={(value) => words.names[value]}
        />
      </Controls>
      <div class="pair">
        <IslandCanvas
          mount={seedsChart}
          data={model.seeds}
          label={words.measuredPicture}
          summary={sentence}
        />
        <IslandCanvas
          mount={networkChart}
          data={model.diagram}
          label={words.entersPicture}
          summary={sentence}
        />
      </div>
      <Finding>{sentence}</Finding>
    </>
  );
}
