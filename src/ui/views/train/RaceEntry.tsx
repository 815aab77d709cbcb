/** The way to the sampler race: a button, and the race itself once it is asked for; its code is not part of the first load. */
import { useState } from 'preact/hooks';
import { familyOf } from '../../../config/family';
import { Later } from '../../Later';
import type { TrainModel } from './model';

const race = () => import('./race/Race');

export function RaceEntry({ model }: { model: TrainModel }) {
  const [open, setOpen] = useState(false);
  if (familyOf(model.shownConfig.value.dataset) === 'images') return null; // distances are of points
  if (open) return <Later load={race} given={{ model }} />;
  return (
    <p class="race-entry">
      <button type="button" class="quiet" onClick={() => setOpen(true)}>
        Race the samplers
      </button>
      <span>One model, few steps and many, from the same noise: why one step is not enough.</span>
    </p>
  );
}
