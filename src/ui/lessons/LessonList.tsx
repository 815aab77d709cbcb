/** The list of lessons in the order of the course: plain links, each of which opens its situation. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type LessonId, lessonLink, lessonOf, lessonsOf } from '../../config/lessons';
import { counted } from '../format';
import { embedCode } from '../present/messages';
import { addressOf } from '../shell/addressOf';
import { useLab } from '../shell/lab';
import { VIEW_ENTRIES } from '../shell/views';
import './lessons.css';

const minutesOf = (ids: readonly LessonId[]): number =>
  ids.reduce((minutes, id) => minutes + lessonOf(id).minutes, 0);

const FIRST = lessonsOf('first-visit');
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

/** The page as it is now for a projector, and the element that embeds it. */
function ForTeachers() {
  const lab = useLab();
  const copied = useSignal(false);
  const { origin, pathname } = location;
  const query = addressOf(lab).slice(pathname.length);
  const presented = new URLSearchParams(query);
  presented.set('present', '1');
  const copy = async () => {
    const code = embedCode(`${origin}${pathname}`, query);
    try {
      await navigator.clipboard.writeText(code);
      copied.value = true;
    } catch {
      lab.notices.news('This page may not write to the clipboard.', `The code is: ${code}`);
    }
  };
  return (
    <>
      <h3>For teachers</h3>
      <p class="teachers">
        <a href={`${pathname}?${presented}`}>Show this page large, for a projector</a>
        <button type="button" onClick={() => void copy()}>
          Copy the code that embeds this page
        </button>
        <span role="status">{copied.value ? 'Copied' : ''}</span>
      </p>
    </>
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
      <ForTeachers />
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
