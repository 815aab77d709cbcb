/** Sample: how many steps, which sampler, and is it copying? */
import { useEffect, useMemo } from 'preact/hooks';
import { whileMoving } from '../../canvas/frame';
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
    const rest = whileMoving(
      () => clock.playing.value,
      (milliseconds) => clock.advance(milliseconds),
    );
    return () => {
      rest();
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
