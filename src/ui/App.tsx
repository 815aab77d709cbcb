/** The page: header, tabs, notices, and the view that the address names. */
import { useSignal } from '@preact/signals';
import { type ComponentType, Fragment } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { formatAddress, type ViewId } from '../config/address';
import { hiddenParts } from '../config/hiding';
import { isLessonId } from '../config/lessons';
import { chooseTheme, theme } from './canvas/theme';
import { Later } from './Later';
import { type Lab, LabContext, useLab } from './lab';
import { TakeAway } from './pictures/TakeAway';
import { Shortcuts, useShortcuts } from './Shortcuts';
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
    <div class="tabs" role="tablist" aria-label="Views" ref={list} onKeyDown={move}>
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

function BackendInUse() {
  const { store, sampled, view } = useLab();
  const runs = (['train', 'a', 'b'] as const).map((slot) => store.run(slot).value);
  const shown = view.value === 'sample' ? [sampled.value] : runs;
  const report = shown.map((run) => run?.backend).find(Boolean);
  const says = report
    ? [
        report.backend,
        report.device && `, ${report.device}`,
        report.software && ' (software)',
        report.reason && `: ${report.reason}`,
        ...Object.entries(report.speeds ?? {}).map(([id, speed]) => `, ${id} ${Math.round(speed)} GFLOP/s`),
      ]
        .filter(Boolean)
        .join('')
    : 'not started';
  return (
    <p class="backend">
      <span role="status" aria-label="Backend in use" title={says}>
        {says}
      </span>
    </p>
  );
}

/** The link of what is shown; Compare's runs are named where Compare is. */
export function addressOf({ view, settings, compare, extra }: Lab): string {
  const runs = view.value === 'compare' ? compare.value?.own.value : {};
  const parts = { view: view.value, config: settings.config.value, extra: extra.value, ...runs };
  return `${location.pathname}${formatAddress(parts)}`;
}

function CopyLink() {
  const lab = useLab();
  const copied = useSignal(false);
  const copy = async () => {
    const link = new URL(addressOf(lab), location.href).href;
    try {
      await navigator.clipboard.writeText(link);
      copied.value = true;
      setTimeout(() => {
        copied.value = false;
      }, 2000);
    } catch {
      lab.notices.news(
        'The clipboard is closed to this page.',
        `The link stands in the address bar: ${link}`,
      );
    }
    if (lab.settings.config.value.dataset === 'csv')
      lab.notices.news('The link names the settings, not the file.', 'Who opens it opens the table again.');
  };
  return (
    <Fragment>
      <button type="button" class="quiet" id="copy" onClick={() => void copy()}>
        Copy link
      </button>
      <span class="copied" role="status">
        {copied.value ? 'Copied' : ''}
      </span>
    </Fragment>
  );
}

function ThemeButton() {
  const dark = theme.value?.dark ?? false;
  return (
    <button type="button" class="quiet theme-button" onClick={() => chooseTheme(dark ? 'light' : 'dark')}>
      {dark ? 'Light' : 'Dark'}
    </button>
  );
}

const lessonList = () => import('./lessons/LessonList');
const lessonPanel = () => import('./lessons/LessonPanel');

function Lessons() {
  const open = useSignal(false);
  return (
    <Fragment>
      <button
        type="button"
        class="quiet lessons-button"
        aria-haspopup="dialog"
        onClick={() => {
          open.value = true;
        }}
      >
        Lessons
      </button>
      {open.value && (
        <Later
          load={lessonList}
          given={{
            onClose: () => {
              open.value = false;
            },
          }}
        />
      )}
    </Fragment>
  );
}

/** The lesson that the address names. */
function LessonOn() {
  const { lesson } = useLab().extra.value;
  return isLessonId(lesson) ? <Later load={lessonPanel} given={{ id: lesson }} /> : null;
}

/** Notes on the page's root what the address hides: the stylesheet does the rest. */
function useHiding() {
  const lab = useLab();
  const { hide } = lab.extra.value;
  useEffect(() => {
    document.documentElement.dataset.hide = hiddenParts(hide).parts.join(' ');
  }, [hide]);
}

function NoticeList() {
  const { notices } = useLab();
  if (notices.list.value.length === 0) return null;
  return (
    <div class="notices">
      {notices.list.value.map(({ id, kind, what, then, action }) => (
        <div key={id} class={kind} role={kind === 'problem' ? 'alert' : 'status'}>
          <p>
            <b>{what}</b> {then}
          </p>
          {action && (
            <button
              type="button"
              onClick={() => {
                notices.dismiss(id);
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
          <button type="button" class="quiet" onClick={() => notices.dismiss(id)}>
            Dismiss
          </button>
        </div>
      ))}
    </div>
  );
}

/** Only the shown view exists: what is off screen does not run. Its code stays once it is loaded. */
function ShownView({ id }: { id: ViewId }) {
  const [views, setViews] = useState<Partial<Record<ViewId, ComponentType>>>({});
  const lab = useLab();
  const View = views[id];
  useEffect(() => {
    if (View) return;
    VIEW_ENTRIES[id]
      ?.load()
      .then((module) => setViews((known) => ({ ...known, [id]: module.default })))
      .catch(() =>
        lab.notices.problem('A part of the page could not be loaded.', 'Check the connection and reload.'),
      );
  }, [id, View]);
  return View ? (
    <View />
  ) : (
    <section class="view loading" id={`view-${id}`} role="tabpanel" aria-labelledby={`tab-${id}`} />
  );
}

function Page() {
  const { view } = useLab();
  const help = useRef<HTMLDialogElement>(null);
  useShortcuts(help);
  useHiding();
  return (
    <Fragment>
      <a class="skip" href="#main">
        Skip to the samples
      </a>
      <header class="top">
        <p class="word">
          DDPM <em>Lab</em>
        </p>
        <Tabs />
        <BackendInUse />
        <Lessons />
        <CopyLink />
        <ThemeButton />
        <button
          type="button"
          class="quiet help"
          aria-label="Keyboard shortcuts"
          onClick={() => help.current?.showModal()}
        >
          ?
        </button>
      </header>
      <main id="main" tabIndex={-1}>
        <NoticeList />
        <LessonOn />
        <ShownView id={view.value} />
        <TakeAway />
      </main>
      <Shortcuts dialog={help} />
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
