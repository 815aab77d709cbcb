/** Compare: what does one change do, all else equal? */
import { effect } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { whileMoving } from '../../canvas/frame';
import { useLab } from '../../shell/lab';
import { linkedTime } from '../../time/linkedTime';
import { Centre } from './Centre';
import { Evidence } from './Evidence';
import { compareOf } from './lab';
import { createCompareModel } from './model/compareModel';
import { FIRST_POSITION } from './model/firstSamples';
import { openLinkedModels, takeRunToCompare, withLinkedModels } from './pretrained';
import { Transport } from './Transport';
import './compare.css';

/** Tall enough for the frames of the forward process above those of the reverse process. */
const TALL = '(min-height: 1000px)';

export default function CompareView() {
  const lab = useLab();
  const model = useMemo(() => createCompareModel(lab), [lab]);
  useEffect(() => {
    model.showsForward.value = matchMedia(TALL).matches;
  }, [model]);
  useEffect(() => {
    const { clock } = lab;
    if (!model.a.reel.peek() && !model.b.reel.peek())
      clock.seek(linkedTime(lab.address.extra) ?? FIRST_POSITION);
    const { pretrained } = compareOf(lab);
    let stopAddress = () => {};
    let unmounted = false;
    const opened = openLinkedModels(lab).then(() => takeRunToCompare(lab));
    void opened.then(() => {
      if (unmounted) return;
      stopAddress = effect(() => {
        lab.extra.value = withLinkedModels(lab.extra.peek(), pretrained.value);
      });
    });
    const stopClock = whileMoving(
      () => clock.playing.value,
      (milliseconds) => clock.advance(milliseconds),
    );
    return () => {
      stopClock();
      model.dispose();
      unmounted = true;
      stopAddress();
      lab.extra.value = withLinkedModels(lab.extra.peek(), { a: null, b: null });
      compareOf(lab).stepStudy.cancel();
      compareOf(lab).skipStudy.cancel();
      compareOf(lab).guessTraces.cancel();
    };
  }, [lab, model]);
  return (
    <section class="view compare" id="view-compare" role="tabpanel" aria-labelledby="tab-compare">
      <Transport model={model} />
      <Centre model={model} />
      <Evidence model={model} />
    </section>
  );
}
