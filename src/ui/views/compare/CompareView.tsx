/** Compare: what does one change do, all else equal? */
import { effect } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { whileMoving } from '../../canvas/frame';
import { useLab } from '../../lab';
import { Duel } from './Duel';
import { Evidence } from './Evidence';
import { bringNamed, withGuests } from './guests';
import { compareOf } from './lab';
import { createCompareModel } from './model';
import { Transport } from './Transport';
import './compare.css';

/** Room for the way into noise above the way back. */
const TALL = '(min-height: 1000px)';
/** Where the clock stands before there are samples: the two schedules differ there. */
const FIRST_POSITION = 0.4;

export default function CompareView() {
  const lab = useLab();
  const model = useMemo(() => createCompareModel(lab), [lab]);
  useEffect(() => {
    model.showsForward.value = matchMedia(TALL).matches;
  }, [model]);
  useEffect(() => {
    const { clock } = lab;
    if (!model.a.reel.peek() && !model.b.reel.peek()) clock.seek(FIRST_POSITION);
    const { guests } = compareOf(lab);
    let stopAddress = () => {};
    let gone = false;
    void bringNamed(lab).then(() => {
      if (gone) return;
      stopAddress = effect(() => {
        lab.extra.value = withGuests(lab.extra.peek(), guests.value);
      });
    });
    const rest = whileMoving(
      () => clock.playing.value,
      (milliseconds) => clock.advance(milliseconds),
    );
    return () => {
      rest();
      model.dispose();
      gone = true;
      stopAddress();
      lab.extra.value = withGuests(lab.extra.peek(), { a: null, b: null });
      void compareOf(lab).sweep.cancel();
      void compareOf(lab).commands.pause(); // what is out of sight does not take the GPU
    };
  }, [lab, model]);
  return (
    <section class="view compare" id="view-compare" role="tabpanel" aria-labelledby="tab-compare">
      <Transport model={model} />
      <Duel model={model} />
      <Evidence model={model} />
    </section>
  );
}
