/** Walks of coin tosses: how many, with which drift and diffusion coefficient. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { coinWalks, distanceToNormal, momentsAt } from '../../../../diffusion/lab1d/coinToss';
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
  const sentence = `After ${tosses === 1 ? '1 toss' : `${tosses} tosses`}, ${WALKERS} walks have mean ${decimal(mean)} and variance ${decimal(variance)}; a t is ${decimal(drift)} and b² t is ${decimal(diffusion ** 2)}. The distribution of x(1) is ${decimal(distanceToNormal(tosses), 3)} from the normal one.`;
  return (
    <>
      <Controls>
        <Range label="Tosses" value={model.power} min={0} max={8} step={1} say={(v) => String(2 ** v)} />
        <Range label="Drift a" value={model.drift} min={-2} max={2} step={0.1} say={(v) => decimal(v, 1)} />
        <Range
          label="Diffusion coefficient b"
          value={model.diffusion}
          min={0.2}
          max={1.5}
          step={0.1}
          say={(v) => decimal(v, 1)}
        />
      </Controls>
      <div class="pair">
        <IslandCanvas
          mount={pathsChart}
          data={model.picture}
          label="Paths of coin tosses"
          summary={sentence}
        />
        <IslandCanvas mount={endsChart} data={model.picture} label="Where the paths end" summary={sentence} />
      </div>
      <Finding>{sentence}</Finding>
    </>
  );
}
