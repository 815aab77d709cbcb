/** The list of lessons in the order of the course: plain links, each of which opens its situation. */
import { useEffect, useRef } from 'preact/hooks';
import { type LessonId, lessonLink, lessonOf, lessonsOf } from '../../config/lessons';
import { counted } from '../format';
import { VIEW_ENTRIES } from '../shell/views';
import './lessons.css';

const minutesOf = (ids: readonly LessonId[]): number =>
  ids.reduce((minutes, id) => minutes + lessonOf(id).minutes, 0);

const FIRST = lessonsOf('first visit');
const COURSE = lessonsOf(undefined);

function List({ ids }: { ids: readonly LessonId[] }) {
  return (
    <ol>
      {ids.map((id) => {
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
  );
}

export default function LessonList({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="lessons" aria-labelledby="lessons-title" onClose={onClose}>
      <h2 id="lessons-title">Lessons</h2>
      <h3>
        First visit: {counted(FIRST.length, 'step')}, {counted(minutesOf(FIRST), 'minute')}
      </h3>
      <List ids={FIRST} />
      <h3>
        The course: {counted(COURSE.length, 'lesson')}, about {counted(minutesOf(COURSE), 'minute')}
      </h3>
      <p>
        Each is a link that sets up the page, says what to do and what to look at, and keeps the outcome under
        a fold, to predict it first.
      </p>
      <List ids={COURSE} />
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
