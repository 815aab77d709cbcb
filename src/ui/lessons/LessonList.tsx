/** The list of lessons in the order of the course: plain links, each of which opens its situation. */
import { useEffect, useRef } from 'preact/hooks';
import { LESSON_IDS, lessonLink, lessonOf } from '../../config/lessons';
import { counted } from '../format';
import { VIEW_ENTRIES } from '../shell/views';
import './lessons.css';

const TOTAL = LESSON_IDS.reduce((minutes, id) => minutes + lessonOf(id).minutes, 0);

export default function LessonList({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="lessons" aria-labelledby="lessons-title" onClose={onClose}>
      <h2 id="lessons-title">Lessons</h2>
      <p>
        {counted(LESSON_IDS.length, 'lesson')}, about {counted(TOTAL, 'minute')}. Each is a link that sets up
        the page, says what to do and what to look at, and keeps the outcome under a fold, to predict it
        first.
      </p>
      <ol>
        {LESSON_IDS.map((id) => {
          const { title, minutes, view } = lessonOf(id);
          return (
            <li key={id}>
              <a href={`${location.pathname}${lessonLink(id)}`}>{title}</a>{' '}
              <small>
                {VIEW_ENTRIES[view]?.label}, {minutes} min
              </small>
            </li>
          );
        })}
      </ol>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
