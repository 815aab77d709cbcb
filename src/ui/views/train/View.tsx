/** Train: is it learning, and what has it learned? */
import { useEffect, useMemo } from 'preact/hooks';
import { whileMoving } from '../../canvas/frame';
import { useLab } from '../../shell/lab';
import { Centre } from './Centre';
import { Evidence } from './Evidence';
import { createTrainModel } from './model/trainModel';
import { Settings } from './Settings';
import { Transport } from './Transport';
import './train.css';

export default function TrainView() {
  const lab = useLab();
  const model = useMemo(() => createTrainModel(lab), [lab]);
  useEffect(() => {
    const stop = whileMoving(
      () => lab.clock.playing.value || model.stage.value.before !== null,
      (milliseconds) => {
        lab.clock.advance(milliseconds);
        model.fade(milliseconds);
      },
    );
    return () => {
      stop();
      model.dispose();
    };
  }, [lab, model]);
  return (
    <section class="view train" id="view-train" role="tabpanel" aria-labelledby="tab-train">
      <Transport model={model} />
      <Centre model={model} />
      <Settings model={model} />
      <Evidence model={model} />
    </section>
  );
}
