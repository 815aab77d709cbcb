/** The panel of the lesson that is on: what to look at, and, when asked, what will be seen and why. */
import type { LessonId } from '../../config/lessons';
import { LESSON_WORDS } from '../../config/lessonWords';
import { useLab } from '../lab';
import './lessons.css';

export default function LessonPanel({ id }: { id: LessonId }) {
  const lab = useLab();
  const { title, look, expect, mend } = LESSON_WORDS[id];
  const close = () => {
    const { lesson: _, ...rest } = lab.extra.value;
    lab.extra.value = rest;
  };
  return (
    <aside class="lesson" aria-labelledby="lesson-title">
      <h2 id="lesson-title">
        <span>Lesson</span> {title}
      </h2>
      <div>
        <p>{look}</p>
        <details>
          <summary>What you will see, and why</summary>
          <p>
            {expect} <b>{mend}</b>
          </p>
        </details>
      </div>
      <button type="button" class="quiet" aria-label="Close the lesson" onClick={close}>
        Close
      </button>
    </aside>
  );
}
