/** Saves a path of samples as an animation, with its progress and its end by the user. */
import { useState } from 'preact/hooks';
import type { AnimationFormat } from '../../../../interop/film';
import { messageOf } from '../../../../lib/diagnostic';
import type { SamplePath } from '../../../../state/sample/editing/path';
import { packing } from '../../../../words/pictures';
import * as words from '../../../../words/sampleUse';
import type { ImageShape } from '../../../canvas/pixels';
import { download } from '../../../files/download';
import { FormatChoice } from '../../../pictures/FormatChoice';
import { useLab } from '../../../shell/lab';
import { savePathAnimation } from './pathAnimation';

interface Props {
  readonly path: SamplePath;
  readonly shape: ImageShape;
  readonly onProblem: (message: string) => void;
}

export function PathFilm({ path, shape, onProblem }: Props) {
  const { packAnimation } = useLab();
  const [format, setFormat] = useState<AnimationFormat>('gif');
  const [share, setShare] = useState(0);
  const [controller, setController] = useState<AbortController | null>(null);
  const save = async () => {
    const begun = new AbortController();
    setController(begun);
    setShare(0);
    try {
      const options = { format, onProgress: setShare, signal: begun.signal };
      await savePathAnimation(path, shape, { ...options, packAnimation, save: download });
    } catch (error) {
      onProblem(messageOf(error));
    } finally {
      setController(null);
    }
  };
  return (
    <div class="pad-tools">
      {controller ? (
        <>
          <progress value={share} max={1} aria-label={packing} />
          <button type="button" onClick={() => controller.abort()}>
            {words.cancel}
          </button>
        </>
      ) : (
        <>
          <button type="button" onClick={() => void save()}>
            {words.savePath}
          </button>
          <FormatChoice format={format} choose={setFormat} />
        </>
      )}
    </div>
  );
}
