/** The page: header, tabs, notices, and the view that the address names. */

import { useComputed, useSignal } from '@preact/signals';
import { type ComponentType, Fragment } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { hiddenParts } from '../../config/hiding';
import * as words from '../../words/shell';
import { chooseTheme, theme } from '../canvas/theme';
import { useDrop } from '../files/FileOpener';
import { SaveBar } from '../pictures/SaveBar';
import { Lazy } from '../widgets/Lazy';
import { firstUse } from '../widgets/useInteracted';
import { announcement } from './announce';
import { BackendInUse } from './BackendInUse';
import { CurrentView } from './CurrentView';
import { Languages } from './Languages';
import { type Lab, LabContext, useLab } from './lab';
import { loadPart } from './loadPart';
import { useShortcuts } from './useShortcuts';
import { VIEW_ENTRIES, VIEW_IDS } from './views';

function Tabs() {
  const { view } = useLab();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const now = VIEW_IDS.indexOf(view.value);
    const last = VIEW_IDS.length - 1;
    const next = {
      ArrowRight: now === last ? 0 : now + 1,
      ArrowLeft: now === 0 ? last : now - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    view.value = VIEW_IDS[next];
    list.current?.querySelectorAll<HTMLButtonElement>('[role="tab"]')[next]?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={words.viewTabs} ref={list} onKeyDown={move}>
      {VIEW_IDS.map((id) => (
        <button
          type="button"
          role="tab"
          key={id}
          id={`tab-${id}`}
          aria-controls={`view-${id}`}
          aria-selected={view.value === id}
          tabIndex={view.value === id ? 0 : -1}
          data-name={VIEW_ENTRIES[id]?.label}
          onClick={() => {
            view.value = id;
          }}
        >
          {VIEW_ENTRIES[id]?.label}
        </button>
      ))}
    </div>
  );
}

const trainingProgress = () => import('./TrainingProgress');

const NOTHING = {};

/** The progress of training, once there is a run, and what is announced to a screen reader. */
function Progress() {
  const { store } = useLab();
  const hasRun = useComputed(() =>
    (['train', 'a', 'b'] as const).some((slot) => store.run(slot).value !== null),
  );
  return (
    <Fragment>
      {hasRun.value && <Lazy load={trainingProgress} props={NOTHING} />}
      <p class="vh" role="status" aria-live="polite">
        {announcement.value}
      </p>
    </Fragment>
  );
}

const copyLink = () => import('./copyLink');
void firstUse.then(copyLink).catch(() => {}); // before its press: browsers let a page copy only just after one

function CopyLink() {
  const lab = useLab();
  const copied = useSignal(false);
  const copy = async () => {
    const part = await loadPart(lab.notices, copyLink);
    if (!(await part?.copyLink(lab))) return;
    copied.value = true;
    setTimeout(() => {
      copied.value = false;
    }, 2000);
  };
  return (
    <Fragment>
      <button type="button" class="quiet" id="copy" onClick={() => void copy()}>
        {words.copyLink}
      </button>
      <span class="copied" role="status">
        {copied.value ? words.copied : ''}
      </span>
    </Fragment>
  );
}

function ThemeButton() {
  const dark = theme.value?.dark ?? false;
  return (
    <button type="button" class="quiet theme-button" onClick={() => chooseTheme(dark ? 'light' : 'dark')}>
      {dark ? words.light : words.dark}
    </button>
  );
}

const lessonPanel = () => import('../lessons/LessonPanel');
const lessonList = () => import('../lessons/LessonList');
const runsDialog = () => import('../runs/RunsDialog');

interface DialogButtonProps {
  readonly label: string;
  readonly name: string;
  /** Loads the dialog with the first press. */
  readonly load: () => Promise<{ default: ComponentType<{ onClose: () => void }> }>;
}

function DialogButton({ label, name, load }: DialogButtonProps) {
  const open = useSignal(false);
  const show = (value: boolean) => () => {
    open.value = value;
  };
  return (
    <Fragment>
      <button type="button" class={`quiet ${name}`} aria-haspopup="dialog" onClick={show(true)}>
        {label}
      </button>
      {open.value && <Lazy load={load} props={{ onClose: show(false) }} />}
    </Fragment>
  );
}

const dataPreview = () => import('../files/DataPreview');

function Preview() {
  return useLab().preview.value ? <Lazy load={dataPreview} props={NOTHING} /> : null;
}

const gallery = () => import('../gallery/Gallery');

function OpenGallery() {
  const { gallery: isOpen } = useLab();
  const onClose = useCallback(() => {
    isOpen.value = false;
  }, [isOpen]);
  return isOpen.value ? <Lazy load={gallery} props={{ onClose }} /> : null;
}

const presentation = () => import('../present/Presentation');

/** What a projector or an embedding page needs beside the view. */
function Presented() {
  const { present, embed } = useLab().extra.value;
  return present || embed ? <Lazy load={presentation} props={NOTHING} /> : null;
}

/** The lesson that the address names. */
function OpenLesson() {
  const { address, extra } = useLab();
  const { lesson } = extra.value;
  return address.situation && lesson ? <Lazy load={lessonPanel} props={{ id: lesson }} /> : null;
}

/** Writes what the address hides on the page's root, where the stylesheet reads it. */
function useHiding() {
  const lab = useLab();
  const { hide } = lab.extra.value;
  useEffect(() => {
    document.documentElement.dataset.hide = hiddenParts(hide).join(' ');
  }, [hide]);
}

/** Notices of one kind: offers stand in the page above the view, where they cover nothing; the others stand over its foot. */
function NoticeList({ offers }: { offers: boolean }) {
  const { notices } = useLab();
  const list = notices.list.value.filter(({ actions }) => (actions !== undefined) === offers);
  if (list.length === 0) return null;
  return (
    <div class={offers ? 'offers' : 'notices'}>
      {list.map(({ id, kind, message, hint, details, actions }) => (
        <div key={id} class={kind} role={kind === 'problem' ? 'alert' : 'status'}>
          <p>
            <b>{message}</b> {hint}
          </p>
          {details && (
            <details>
              <summary>{words.details}</summary>
              {details}
            </details>
          )}
          {actions?.map(({ label, run }) => (
            <button
              key={label}
              type="button"
              onClick={() => {
                notices.dismiss(id);
                run();
              }}
            >
              {label}
            </button>
          ))}
          <button type="button" class="quiet" onClick={() => notices.dismiss(id)}>
            {words.dismiss}
          </button>
        </div>
      ))}
    </div>
  );
}

const shortcutList = () => import('./ShortcutList');

function Page() {
  const { view } = useLab();
  const [help, setHelp] = useState(false);
  const showHelp = useCallback(() => setHelp(true), []);
  useShortcuts(showHelp);
  useHiding();
  useDrop();
  return (
    <Fragment>
      <a class="skip" href="#main">
        {words.skipToSamples}
      </a>
      <header class="top">
        <p class="word">
          DDPM <em>Lab</em>
        </p>
        <Tabs />
        <Progress />
        <BackendInUse />
        <DialogButton label={words.runs} name="runs-button" load={runsDialog} />
        <DialogButton label={words.lessons} name="lessons-button" load={lessonList} />
        <CopyLink />
        <Languages class="languages" />
        <ThemeButton />
        <Presented />
        <button
          type="button"
          class="quiet help"
          aria-label={words.keyboardShortcuts}
          aria-haspopup="dialog"
          onClick={showHelp}
        >
          ?
        </button>
      </header>
      <main id="main" tabIndex={-1}>
        <NoticeList offers />
        <NoticeList offers={false} />
        <OpenLesson />
        <CurrentView id={view.value} />
        <SaveBar />
        <Languages class="languages foot" />
        <Preview />
      </main>
      <OpenGallery />
      {help && <Lazy load={shortcutList} props={{ onClose: () => setHelp(false) }} />}
    </Fragment>
  );
}

export function App({ lab }: { lab: Lab }) {
  return (
    <LabContext.Provider value={lab}>
      <Page />
    </LabContext.Provider>
  );
}
