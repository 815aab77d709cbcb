/** Process: how do data become noise, and why can that be undone? */
import { effect } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { everyFrame } from '../../canvas/frame';
import { useLab } from '../../lab';
import { Centre } from './Centre';
import { Evidence } from './Evidence';
import { createProcessModel } from './model';
import { Rail } from './Rail';
import './process.css';

/** Where the cursor stands at first: data and noise both show. */
const FIRST_POSITION = 0.31;

export default function ProcessView() {
  const lab = useLab();
  const model = useMemo(() => createProcessModel(lab), [lab]);
  useEffect(() => {
    const { clock } = lab;
    if (!clock.playing.peek() && clock.position.peek() === 1) clock.seek(FIRST_POSITION);
    let stop: (() => void) | null = null;
    const unfollow = effect(() => {
      if (clock.playing.value && !stop) stop = everyFrame((milliseconds) => clock.advance(milliseconds));
      else if (!clock.playing.value && stop) {
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
    <section class="view process" id="view-process" role="tabpanel" aria-labelledby="tab-process">
      <Centre model={model} />
      <Rail model={model} />
      <Evidence model={model} />
    </section>
  );
}
