/** The animation that is packed: its progress, and its end by the user. It begins when this is first shown. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import * as words from '../../words/pictures';
import { useLab } from '../shell/lab';
import { reportingPicture, saveAnimation } from './savePicture';

export default function AnimationProgress({ onEnd }: { onEnd: () => void }) {
  const lab = useLab();
  const [share, setShare] = useState(0);
  const controller = useMemo(() => new AbortController(), []);
  useEffect(() => {
    const options = { onProgress: setShare, signal: controller.signal };
    void reportingPicture(lab, saveAnimation(lab, options)).finally(onEnd);
  }, []);
  return (
    <>
      <progress value={share} max={1} aria-label={words.packing} />
      <button type="button" class="link" onClick={() => controller.abort()}>
        {words.cancel}
      </button>
    </>
  );
}
