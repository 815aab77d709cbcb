/** The plate of the open lesson: what to do, what to look at, the repair, and under a fold the outcome and its sources. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { isTermId, markedIn, withoutMarks } from '../../config/glossary';
import {
  isLessonId,
  LESSON_IDS,
  type LessonId,
  lessonLink,
  lessonOf,
  lessonsOf,
  SITUATIONS,
  sideBySideLink,
} from '../../config/lessons';
import { beforeRepair, type Lesson, type Repair } from '../../config/lessons/lesson';
import * as words from '../../words/lessons/panel';
import { Terms } from '../glossary/Terms';
import { type Lab, useLab } from '../shell/lab';
import { Lazy } from '../widgets/Lazy';
import { linkInPage } from './link';
import { PICTURES } from './pictures';
import { apply, consequence, isApplied } from './repair';
import './lessons.css';

function Head({ id }: { id: LessonId }) {
  const lab = useLab();
  const { title, minutes, part } = lessonOf(id);
  const siblings = lessonsOf(part);
  const where = { number: siblings.indexOf(id) + 1, of: siblings.length, minutes };
  const place = LESSON_IDS.indexOf(id);
  const [before, after] = [LESSON_IDS[place - 1], LESSON_IDS[place + 1]];
  return (
    <div class="head">
      <h2 id="lesson-title">
        <span>{part ? words.firstVisitStep(where) : words.lesson(where)}</span> {title}
      </h2>
      <nav aria-label={words.neighbours}>
        {before && (
          <a href={linkInPage(lab, lessonLink(before))} title={lessonOf(before).title}>
            {words.previous}
          </a>
        )}
        {after && (
          <a class="next" href={linkInPage(lab, lessonLink(after))}>
            {words.next(lessonOf(after).title)}
          </a>
        )}
      </nav>
    </div>
  );
}

/** Whether Compare shows the situation of a lesson as A and its repair as B. Reads signals. */
function isSideBySide({ view, compare }: Lab, id: LessonId): boolean {
  const { repair, view: own } = lessonOf(id);
  const sides = compare.value?.sides;
  if (!repair || !sides || view.value !== 'compare' || own === 'compare') return false;
  const before = beforeRepair(repair, SITUATIONS[id].config);
  return isApplied(sides.a.config.value, before) && isApplied(sides.b.config.value, repair.changes);
}

/** The repair as a button, which takes it back once it is applied. */
function RepairButton({ id, repair }: { id: LessonId; repair: Repair }) {
  const lab = useLab();
  const before = useMemo(() => beforeRepair(repair, SITUATIONS[id].config), [id, repair]);
  const applied = isApplied(lab.settings.config.value, repair.changes);
  const link = sideBySideLink(id);
  const hasRun = lab.store.run('train').value !== null;
  return (
    <p class="repair">
      {lab.view.value === 'train' && (
        <button type="button" onClick={() => void apply(lab, applied ? before : repair.changes)}>
          {applied ? words.undoRepair : repair.label}
        </button>
      )}
      {link && !isSideBySide(lab, id) && <a href={linkInPage(lab, link)}>{words.sideBySide}</a>}
      <span role="status">
        {applied && lab.view.value === 'train' ? consequence(repair.changes, hasRun) : ''}
      </span>
    </p>
  );
}

function Outcome({ outcome, sources }: Pick<Lesson, 'outcome' | 'sources'>) {
  return (
    <details>
      <summary>{words.outcome}</summary>
      <p>{withoutMarks(outcome)}</p>
      <Terms of={markedIn(outcome).filter(isTermId)} />
      <p class="sources">
        {words.source}{' '}
        {sources.map(({ text, url }, i) => (
          <span key={url}>
            {i > 0 && '; '}
            <a href={url} rel="noreferrer">
              {text}
            </a>
          </span>
        ))}
      </p>
    </details>
  );
}

/** Tells the stage how much room the panel takes, so that the time slider stays in the window. */
function useRoom(reserves: boolean) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const root = document.documentElement;
    if (!panel.current || !reserves) return;
    const observer = new ResizeObserver(([{ target }]) => {
      root.style.setProperty('--lesson', `${Math.min(240, target.getBoundingClientRect().height)}px`);
    });
    observer.observe(panel.current);
    return () => {
      observer.disconnect();
      root.style.removeProperty('--lesson');
    };
  }, [reserves]);
  return panel;
}

const NOTHING = {};

function Panel({ id }: { id: LessonId }) {
  const lab = useLab();
  const lesson = lessonOf(id);
  const picture = PICTURES[id];
  /** A first visit's step shows what it computes among its words: the picture is the view itself. */
  const illustrated = picture !== undefined && !lesson.part;
  const panel = useRoom(!illustrated);
  const shown = picture && (
    <div class="picture">
      <Lazy key={id} load={picture} props={NOTHING} />
    </div>
  );
  const steps =
    lesson.repair && isSideBySide(lab, id) ? words.sideBySideSteps(lesson.repair.label) : lesson.steps;
  const close = () => {
    const { lesson: _, ...others } = lab.extra.value;
    lab.extra.value = others;
  };
  return (
    <aside ref={panel} class={illustrated ? 'lesson illustrated' : 'lesson'} aria-labelledby="lesson-title">
      <Head id={id} />
      <div class="words">
        <ol>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <div>
          <p>{words.lookAt(lesson.look)}</p>
          {!illustrated && shown}
          <Outcome {...lesson} />
          {lesson.repair && <RepairButton id={id} repair={lesson.repair} />}
        </div>
      </div>
      <button type="button" class="quiet close" aria-label={words.closeLesson} onClick={close}>
        {words.close}
      </button>
      {illustrated && shown}
    </aside>
  );
}

export default function LessonPanel({ id }: { id: string }) {
  return isLessonId(id) ? <Panel id={id} /> : null;
}
