/** The foot of every view: saves what it shows as a figure, its charts one by one, or its denoising as an animation. */
import { useState } from 'preact/hooks';
import * as words from '../../words/shell';
import { useLab } from '../shell/lab';
import { loadPart } from '../shell/loadPart';
import { Lazy } from '../widgets/Lazy';

/** Making pictures is not part of the first load. */
const picture = () => import('./savePicture');
const charts = () => import('./ChartsDialog');
const animation = () => import('./AnimationProgress');
const film = () => import('./FilmPanel');

export function SaveBar() {
  const lab = useLab();
  const [choosing, choose] = useState(false);
  const [animating, animate] = useState<'gif' | 'film' | null>(null);
  const onClose = () => animate(null);
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
      {animating === 'gif' && <Lazy load={animation} props={{ format: 'gif' as const, onClose }} />}
      {animating === 'film' && <Lazy load={film} props={{ onClose }} />}
      {!animating && (
        <>
          <button type="button" class="link" onClick={() => animate('gif')}>
            {words.saveGif}
          </button>
          <button type="button" class="link" onClick={() => animate('film')}>
            {words.saveFilm}
          </button>
        </>
      )}
    </footer>
  );
}
