/** Process: how do data become noise, and why can that be reversed? Nothing is trained here, so there is no transport. */
import { useEffect, useMemo } from 'preact/hooks';
import { whileMoving } from '../../canvas/frame';
import { useLab } from '../../shell/lab';
import { useWide } from '../../widgets/useWide';
import { Centre } from './Centre';
import { Evidence } from './Evidence';
import { createProcessModel } from './model/processModel';
import { Settings } from './Settings';
import './process.css';

export default function ProcessView() {
  const lab = useLab();
  const wide = useWide();
  const model = useMemo(() => createProcessModel(lab), [lab]);
  useEffect(() => {
    const { clock } = lab;
    const stopClock = whileMoving(
      () => clock.playing.value,
      (milliseconds) => clock.advance(milliseconds),
    );
    return () => {
      stopClock();
      model.dispose();
    };
  }, [lab, model]);
  return (
    <section class="view process" id="view-process" role="tabpanel" aria-labelledby="tab-process">
      <Centre model={model} wide={wide} />
      <Settings model={model} wide={wide} />
      <Evidence model={model} />
    </section>
  );
}
