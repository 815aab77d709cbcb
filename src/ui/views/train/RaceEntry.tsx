/** The way to the sampler race: a button, and the race itself once it is asked for; its code is not part of the first load. */
import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { useLab } from '../../lab';
import type { TrainModel } from './model';

export function RaceEntry({ model }: { model: TrainModel }) {
  const lab = useLab();
  const [Race, setRace] = useState<ComponentType<{ model: TrainModel }> | null>(null);
  if (Race) return <Race model={model} />;
  const open = () =>
    import('./race/Race')
      .then((module) => setRace(() => module.default))
      .catch(() =>
        lab.notices.problem('A part of the page could not be loaded.', 'Check the connection and reload.'),
      );
  return (
    <p class="race-entry">
      <button type="button" class="quiet" onClick={() => void open()}>
        Race the samplers
      </button>
      <span>One model, few steps and many, from the same noise: why one step is not enough.</span>
    </p>
  );
}
