/** Sample: how many steps, which sampler, and is it copying? */
import { effect } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { everyFrame } from '../../canvas/frame';
import { useLab } from '../../lab';
import { Centre } from './Centre';
import { Evidence } from './Evidence';
import { createSampleModel } from './model';
import { Rail } from './Rail';
import { sampleLabOf } from './session';
import { Transport } from './Transport';
import './sample.css';

export default function SampleView() {
  const lab = useLab();
  const model = useMemo(() => createSampleModel(lab, sampleLabOf(lab)), [lab]);
  useEffect(() => {
    const { clock } = lab;
    const { session, named, studies } = model;
    const played = clock.playing.peek();
    if (!session.drawn.peek()) clock.seek(0); // what is drawn is seen at once; the slider leads back to noise
    void session.begin(named);
    const kept = sampleLabOf(lab);
    if (kept.interrupted) void session.sample();
    kept.interrupted = false;
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
      if (played) clock.play(); // as the other views left it
      model.dispose();
      // what is out of sight does not take the GPU
      studies.cancel();
      kept.interrupted = session.activity.peek()?.kind === 'sampling';
      if (kept.interrupted) void session.cancel();
    };
  }, [lab, model]);
  return (
    <section class="view sample" id="view-sample" role="tabpanel" aria-labelledby="tab-sample">
      <Transport model={model} />
      <Centre model={model} />
      <Rail model={model} />
      <Evidence model={model} />
    </section>
  );
}
