/** Process: how do data become noise, and why can that be undone? */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { whileMoving } from '../../canvas/frame';
import { useLab } from '../../lab';
import { Centre } from './Centre';
import { Evidence } from './Evidence';
import { createProcessModel } from './model';
import { Rail } from './Rail';
import './process.css';

/** Above this the rail stands open beside the pictures; the stylesheet has the same number. */
const WIDE = '(min-width: 1181px)';

function useWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia(WIDE).matches);
  useEffect(() => {
    const query = matchMedia(WIDE);
    const follow = () => setWide(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return wide;
}

export default function ProcessView() {
  const lab = useLab();
  const wide = useWide();
  const model = useMemo(() => createProcessModel(lab), [lab]);
  useEffect(() => {
    const { clock } = lab;
    const rest = whileMoving(
      () => clock.playing.value,
      (milliseconds) => clock.advance(milliseconds),
    );
    return () => {
      rest();
      model.dispose();
    };
  }, [lab, model]);
  return (
    <section class="view process" id="view-process" role="tabpanel" aria-labelledby="tab-process">
      <Centre model={model} wide={wide} />
      <Rail model={model} wide={wide} />
      <Evidence model={model} />
    </section>
  );
}
