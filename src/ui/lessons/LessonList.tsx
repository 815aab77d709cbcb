/** The list of lessons in the order of the course: plain links, each of which opens its situation. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type LessonId, lessonLink, lessonOf, lessonsOf } from '../../config/lessons';
import { noClipboard } from '../../words/clipboard';
import * as words from '../../words/lessons/list';
import { embedCode } from '../present/messages';
import { addressOf } from '../shell/addressOf';
import { writeToClipboard } from '../shell/clipboard';
import { useLab } from '../shell/lab';
import { VIEW_ENTRIES } from '../shell/views';
import { linkInPage } from './link';
import './lessons.css';

const minutesOf = (ids: readonly LessonId[]): number =>
  ids.reduce((minutes, id) => minutes + lessonOf(id).minutes, 0);

const FIRST = lessonsOf('first-visit');
const COURSE = lessonsOf(undefined);

function List({ ids }: { ids: readonly LessonId[] }) {
  const lab = useLab();
  return (
    <ol>
      {ids.map((id) => {
        const { title, minutes, view } = lessonOf(id);
        return (
          <li key={id}>
            <a href={linkInPage(lab, lessonLink(id))}>{title}</a>{' '}
            <small>{words.viewAndMinutes(VIEW_ENTRIES[view]?.label ?? '', minutes)}</small>
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
    copied.value = await writeToClipboard(code);
    if (!copied.value) lab.notices.news(noClipboard, words.codeIs(code));
  };
  return (
    <>
      <h3>{words.forTeachers}</h3>
      <p class="teachers">
        <a href={`${pathname}?${presented}`}>{words.projector}</a>
        <button type="button" onClick={() => void copy()}>
          {words.copyEmbedding}
        </button>
        <span role="status">{copied.value ? words.copied : ''}</span>
      </p>
    </>
  );
}

export default function LessonList({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="lessons" aria-labelledby="lessons-title" onClose={onClose}>
      <h2 id="lessons-title">{words.lessons}</h2>
      <h3>{words.firstVisit(FIRST.length, minutesOf(FIRST))}</h3>
      <List ids={FIRST} />
      <h3>{words.course(COURSE.length, minutesOf(COURSE))}</h3>
      <p>{words.aboutLessons}</p>
      <List ids={COURSE} />
      <ForTeachers />
      <form method="dialog">
        <button type="submit">{words.close}</button>
      </form>
    </dialog>
  );
}
