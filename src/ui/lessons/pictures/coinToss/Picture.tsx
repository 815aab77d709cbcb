/** Walks of coin tosses: how many, with which drift and diffusion coefficient. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { coinWalks, distanceToNormal, momentsAt } from '../../../../diffusion/lab1d/coinToss';
import * as words from '../../../../words/lessons/pictures/coinToss';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import { Controls, decimal, Finding, Range } from '../controls';
import { endsChart, pathsChart } from './charts';
import '../pictures.css';

const WALKERS = 2000;
const SEED = 1;

function createModel() {
  /** The number of tosses is a power of two. */
  const power = signal(0);
  const drift = signal(0);
  const diffusion = signal(1);
  const picture = computed(() => {
    const options = { tosses: 2 ** power.value, drift: drift.value, diffusion: diffusion.value };
    const positions = coinWalks({ ...options, walkers: WALKERS, seed: SEED });
    return { ...options, positions, columns: options.tosses + 1 };
  });
  return { power, drift, diffusion, picture };
}

export default function CoinToss() {
  const model = useMemo(createModel, []);
  const { tosses, drift, diffusion, positions, columns } = model.picture.value;
  const { mean, variance } = momentsAt(positions, columns, tosses);
  const sentence = words.finding({
    tosses,
    walks: WALKERS,
    mean: decimal(mean),
    variance: decimal(variance),
    drift: decimal(drift),
    spread: decimal(diffusion ** 2),
    distance: decimal(distanceToNormal(tosses), 3),
  });
  return (
    <>
      <Controls>
        <Range
          label={words.tosses}
          value={model.power}
          min={0}
          max={8}
          step={1}
          say={(v) => String(2 ** v)}
        />
        <Range
          label={words.drift}
          value={model.drift}
          min={-2}
          max={2}
          step={0.1}
          say={(v) => decimal(v, 1)}
        />
        <Range
          label={words.diffusion}
          value={model.diffusion}
          min={0.2}
          max={1.5}
          step={0.1}
          say={(v) => decimal(v, 1)}
        />
      </Controls>
      <div class="pair">
        <IslandCanvas mount={pathsChart} data={model.picture} label={words.pathsPicture} summary={sentence} />
        <IslandCanvas mount={endsChart} data={model.picture} label={words.endsPicture} summary={sentence} />
      </div>
      <Finding>{sentence}</Finding>
    </>
  );
}
