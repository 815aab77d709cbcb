/** The list of lessons: plain links, each of which opens its situation. */
import { useEffect, useRef } from 'preact/hooks';
import { lessonLink } from '../../config/address';
import { LESSON_IDS } from '../../config/lessons';
import { LESSON_WORDS } from '../../config/lessonWords';
import './lessons.css';

export default function LessonList({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="lessons" aria-labelledby="lessons-title" onClose={onClose}>
      <h2 id="lessons-title">Lessons</h2>
      <p>
        Each link sets up a run in which something goes wrong, and says what to look at. Press Train to see
        it.
      </p>
      <ol>
        {LESSON_IDS.map((id) => (
          <li key={id}>
            <a href={`${location.pathname}${lessonLink(id)}`}>{LESSON_WORDS[id].title}</a>
          </li>
        ))}
      </ol>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
