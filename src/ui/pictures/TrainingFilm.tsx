/** A training that is filmed: how many frames there are, and its end by the user. It begins when this is first shown. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { AnimationFormat } from '../../interop/film';
import * as words from '../../words/film';
import { useLab } from '../shell/lab';
import { reportingPicture } from './savePicture';
import { filmTraining } from './trainingFilmFile';

interface Props {
  readonly format: AnimationFormat;
  readonly onClose: () => void;
}

export function TrainingFilm({ format, onClose }: Props) {
  const lab = useLab();
  const [frames, setFrames] = useState(0);
  const [cancelled, stopped] = useMemo(() => [new AbortController(), new AbortController()], []);
  useEffect(() => {
    const options = { format, onFrame: setFrames, signal: cancelled.signal, stop: stopped.signal };
    void reportingPicture(lab, filmTraining(lab, options)).finally(onClose);
    return () => cancelled.abort();
  }, []);
  return (
    <>
      <span role="status">{words.filming(frames)}</span>
      <button type="button" class="link" onClick={() => stopped.abort()}>
        {words.stopAndSave}
      </button>
      <button type="button" class="link" onClick={() => cancelled.abort()}>
        {words.cancel}
      </button>
    </>
  );
}
