/** Sample: how many steps, which sampler, and is it copying? */
import { useEffect, useMemo } from 'preact/hooks';
import { whileMoving } from '../../canvas/frame';
import { useLab } from '../../shell/lab';
import { linkedTime } from '../../time/linkedTime';
import { Centre } from './Centre';
import { Evidence } from './Evidence';
import { sampleLabOf } from './lab';
import { openRunOrFile } from './model/openRunOrFile';
import { createSampleModel } from './model/sampleModel';
import { Settings } from './Settings';
import { Transport } from './Transport';
import './sample.css';

export default function SampleView() {
  const lab = useLab();
  // Read before the model of the view writes the address: another view may have named a model to open.
  const extra = useMemo(() => lab.extra.peek(), [lab]);
  const model = useMemo(() => createSampleModel(lab, sampleLabOf(lab)), [lab]);
  useEffect(() => {
    const { clock } = lab;
    const { session, linkedId, studies, probe } = model;
    const wasPlaying = clock.playing.peek();
    if (!session.samples.peek()) clock.seek(linkedTime(lab.address.extra) ?? 0); // finished samples show at once; the slider leads back to noise
    const sampleLab = sampleLabOf(lab);
    const named = extra.pretrained;
    const opensNamed = session.gallery.peek() && named && named !== session.model.peek()?.id;
    if (opensNamed) void session.choose(named);
    else void session.begin(named ?? linkedId);
    if (!session.model.peek()) openRunOrFile(lab, session, extra);
    if (sampleLab.interrupted && !opensNamed) void session.sample();
    sampleLab.interrupted = false;
    lab.sampleCommands.value = {
      model: session.model,
      sample: model.sampleNow,
      newSeed: model.newSeed,
      openShipped: (id) => void session.choose(id),
      openModel: async (files) => (await import('./files')).openFiles(lab, model, files),
    };
    const stopClock = whileMoving(
      () => clock.playing.value,
      (milliseconds) => clock.advance(milliseconds),
    );
    return () => {
      stopClock();
      lab.sampleCommands.value = null;
      if (wasPlaying) clock.play(); // the other views share the clock
      model.dispose();
      // a hidden view does not use the GPU
      studies.cancel();
      probe.cancel();
      sampleLab.interrupted = session.activity.peek()?.kind === 'sampling';
      if (sampleLab.interrupted) void session.cancel();
    };
  }, [lab, model]);
  return (
    <section class="view sample" id="view-sample" role="tabpanel" aria-labelledby="tab-sample">
      <Transport model={model} />
      <Centre model={model} />
      <Settings model={model} />
      <Evidence model={model} />
    </section>
  );
}
