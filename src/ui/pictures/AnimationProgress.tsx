/** The animation that is packed: its progress, and its end by the user. It begins when this is first shown. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { AnimationFormat } from '../../interop/film';
import * as words from '../../words/pictures';
import { useLab } from '../shell/lab';
import { reportingPicture, saveAnimation } from './savePicture';

interface Props {
  readonly format: AnimationFormat;
  readonly onClose: () => void;
}

export default function AnimationProgress({ format, onClose }: Props) {
  const lab = useLab();
  const [share, setShare] = useState(0);
  const controller = useMemo(() => new AbortController(), []);
  useEffect(() => {
    const options = { format, onProgress: setShare, signal: controller.signal };
    void reportingPicture(lab, saveAnimation(lab, options)).finally(onClose);
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
