/** Train: is it learning, and what has it learned? */
import { useEffect, useMemo } from 'preact/hooks';
import { whileMoving } from '../../canvas/frame';
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
    const rest = whileMoving(
      () => lab.clock.playing.value || model.stage.value.before !== null,
      (milliseconds) => {
        lab.clock.advance(milliseconds);
        model.fade(milliseconds);
      },
    );
    return () => {
      rest();
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
