/** Train: is it learning, and what has it learned? */
import { effect } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { everyFrame } from '../../canvas/frame';
import { useLab } from '../../lab';
import { Centre } from './Centre';
import { Evidence } from './Evidence';
import { useDrop } from './Files';
import { createTrainModel } from './model';
import { Recipe } from './Recipe';
import { Transport } from './Transport';

export default function TrainView() {
  const lab = useLab();
  const model = useMemo(() => createTrainModel(lab), [lab]);
  useDrop();
  useEffect(() => {
    let stop: (() => void) | null = null;
    const unfollow = effect(() => {
      const moves = lab.clock.playing.value || model.stage.value.before !== null;
      if (moves && !stop) {
        stop = everyFrame((milliseconds) => {
          lab.clock.advance(milliseconds);
          model.fade(milliseconds);
        });
      } else if (!moves && stop) {
        stop();
        stop = null;
      }
    });
    return () => {
      unfollow();
      stop?.();
      model.dispose();
    };
  }, [lab, model]);
  return (
    <section class="view train" id="view-train" role="tabpanel" aria-labelledby="tab-train">
      <Transport model={model} />
      <Centre model={model} />
      <Recipe model={model} />
      <Evidence model={model} />
    </section>
  );
}
