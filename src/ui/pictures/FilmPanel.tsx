/** Saves a film: the denoising of what a view shows, or a training while it runs, in a format that this browser can write. */
import { useState } from 'preact/hooks';
import type { AnimationFormat } from '../../interop/film';
import * as words from '../../words/film';
import { useLab } from '../shell/lab';
import AnimationProgress from './AnimationProgress';
import { FormatChoice } from './FormatChoice';
import { TrainingFilm } from './TrainingFilm';
import './film.css';

type Subject = keyof typeof words.subjects;

export default function FilmPanel({ onClose }: { onClose: () => void }) {
  const lab = useLab();
  const [format, setFormat] = useState<AnimationFormat>('gif');
  const [chosen, choose] = useState<Subject>('denoising');
  const [begun, begin] = useState<Subject | null>(null);
  if (begun === 'denoising') return <AnimationProgress format={format} onClose={onClose} />;
  if (begun === 'training') return <TrainingFilm format={format} onClose={onClose} />;
  const trains = lab.view.value === 'train' && lab.store.run('train').value?.phase === 'training';
  const subject = trains ? chosen : 'denoising';
  const subjects: readonly Subject[] = trains ? ['denoising', 'training'] : ['denoising'];
  return (
    <>
      <select
        aria-label={words.what}
        value={subject}
        onChange={({ currentTarget }) => choose(currentTarget.value as Subject)}
      >
        {subjects.map((each) => (
          <option key={each} value={each}>
            {words.subjects[each]}
          </option>
        ))}
      </select>
      <FormatChoice format={format} choose={setFormat} />
      <button type="button" class="link" onClick={() => begin(subject)}>
        {words.save}
      </button>
      <button type="button" class="link" onClick={onClose}>
        {words.cancel}
      </button>
    </>
  );
}
