/** The panel of the open lesson: what to look at, and on request what will happen and why. */
import type { LessonId } from '../../config/lessons';
import { LESSON_WORDS } from '../../config/lessonWords';
import { useLab } from '../shell/lab';
import './lessons.css';

export default function LessonPanel({ id }: { id: LessonId }) {
  const lab = useLab();
  const { title, look, expect, fix } = LESSON_WORDS[id];
  const close = () => {
    const { lesson: _, ...others } = lab.extra.value;
    lab.extra.value = others;
  };
  return (
    <aside class="lesson" aria-labelledby="lesson-title">
      <h2 id="lesson-title">
        <span>Lesson</span> {title}
      </h2>
      <div>
        <p>{look}</p>
        <details>
          <summary>What happens, and why</summary>
          <p>
            {expect} <b>{fix}</b>
          </p>
        </details>
      </div>
      <button type="button" class="quiet" aria-label="Close the lesson" onClick={close}>
        Close
      </button>
    </aside>
  );
}
