/** The foot of every view: saves what it shows as a figure, its charts one by one, or its denoising as an animation. */
import { useState } from 'preact/hooks';
import * as words from '../../words/pictures';
import { useLab } from '../shell/lab';
import { loadPart } from '../shell/loadPart';
import { Lazy } from '../widgets/Lazy';

/** Making pictures is not part of the first load. */
const picture = () => import('./savePicture');
const charts = () => import('./ChartsDialog');
const animation = () => import('./AnimationProgress');

export function SaveBar() {
  const lab = useLab();
  const [choosing, choose] = useState(false);
  const [animating, animate] = useState(false);
  return (
    <footer class="take">
      <button
        type="button"
        class="link"
        onClick={() => void loadPart(lab.notices, picture).then((part) => part?.savePicture(lab))}
      >
        {words.savePicture}
      </button>
      <button type="button" class="link" onClick={() => choose(true)}>
        {words.saveChart}
      </button>
      {choosing && <Lazy load={charts} props={{ onClose: () => choose(false) }} />}
      {animating ? (
        <Lazy load={animation} props={{ onEnd: () => animate(false) }} />
      ) : (
        <button type="button" class="link" onClick={() => animate(true)}>
          {words.saveGif}
        </button>
      )}
    </footer>
  );
}
