/** The button that opens the sampler race, and the race once it is open; its code is not part of the first load. */
import { useState } from 'preact/hooks';
import * as words from '../../../words/train/view';
import { Lazy } from '../../widgets/Lazy';
import type { TrainModel } from './model/trainModel';

const race = () => import('./race/Race');

export function RaceEntry({ model }: { model: TrainModel }) {
  const [open, setOpen] = useState(false);
  if (!model.family.value.planar) return null; // energy distances are of points
  if (open) return <Lazy load={race} props={{ model }} />;
  return (
    <p class="race-entry">
      <button type="button" class="quiet" onClick={() => setOpen(true)}>
        {words.compareSamplers}
      </button>
      <span>{words.compareSamplersHint}</span>
    </p>
  );
}
