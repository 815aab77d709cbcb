/** The composition root: puts the lab together from the address, and draws the page. */
import './ui/trustedTypes'; // before any code that starts a worker
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import type { EvaluatorApi, ImageEvaluatorApi } from '../workers/evaluator';
import type { EventHandler, TrainerApi } from '../workers/protocol';
import { type Address, parseAddress, type Situations } from './config/address';
import type { RunConfig } from './config/fields';
import { decodeTrajectoryFile, type TrajectoryFile } from './interop/trajectoryFile';
import { messageOf } from './lib/diagnostic';
import type { Compare } from './state/compare/compare';
import { createMeasure } from './state/families';
import { firstValue } from './state/firstValue';
import { createHistory } from './state/history';
import type { Library } from './state/library/library';
import type { Saving } from './state/library/saving';
import { createNotices } from './state/notices';
import { createClock } from './state/run/clock';
import { createCommands } from './state/run/commands';
import { createEvaluation } from './state/run/evaluation';
import type { TrainerPurpose } from './state/run/recoveryWords';
import type { RunState } from './state/run/run';
import { createRunStore, SLOTS } from './state/run/store';
import { createSettings, settingsPart } from './state/settings';
import { startTheme } from './ui/canvas/theme';
import { settingsLine } from './ui/findings';
import { App } from './ui/shell/App';
import { followView } from './ui/shell/addressBar';
import { addressOf } from './ui/shell/addressOf';
import type { Lab } from './ui/shell/lab';
import { loadPart } from './ui/shell/loadPart';
import { VIEW_ENTRIES } from './ui/shell/views';
import { linkedTime } from './ui/time/linkedTime';
import './ui/styles/page.css';
import * as words from './words/shell';

/** Functions whose code loads, and whose worker starts, at the first call. */
function lazy<T extends object>(open: () => Promise<T>): T {
  let opened: Promise<T> | null = null;
  return new Proxy({} as T, {
    get(_, name) {
      if (name === 'then') return undefined; // a promise would be awaited; any other name is a method
      return async (...parameters: unknown[]) => {
        opened ??= open().catch((error: unknown) => {
          opened = null; // the next call tries again
          throw error;
        });
        const api = (await opened) as Record<PropertyKey, (...parameters: unknown[]) => unknown>;
        return api[name](...parameters);
      };
    },
  });
}

const clients = () => import('../workers/client');

/** Its code loads after the first picture; null until then. */
let saving: Saving | null = null;

/** The trajectory that ships; null until it is fetched. */
const recording = signal<TrajectoryFile | null>(null);

function createLab(address: Address): Lab {
  const store = createRunStore();
  const notices = createNotices();
  const settings = createSettings(address.config);
  const view = signal(VIEW_ENTRIES[address.view] ? address.view : 'train');
  const history = createHistory();
  history.track(settingsPart(settings, () => view.value !== 'sample'));
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const clock = createClock({ stills: () => still.matches });
  const at = linkedTime(address.extra);
  if (at !== null) clock.seek(at);
  const { at: _, ...others } = address.extra;
  const extra = view.value === 'process' ? address.extra : others; // Process shows the time in its address
  const { search } = location; // of the link: the address follows the page from here on
  if (search)
    void import('./ui/shell/linkProblems').then((part) => part.reportProblems(notices, address, search));

  /** A trainer that outlives its workers. */
  const trainerFor = (purpose: TrainerPurpose, onEvent: EventHandler = store.receive) =>
    lazy<TrainerApi>(async () => {
      const [{ createTrainerClient }, { createRecoveringTrainer }, { recoveryNotice }] = await Promise.all([
        clients(),
        import('./state/run/recoveringTrainer'),
        import('./state/run/recoveryWords'),
      ]);
      return createRecoveringTrainer({
        open: async (handlers) => createTrainerClient(handlers),
        onEvent,
        latest: (runId) => (purpose === 'sample' ? null : (saving?.latest(runId)?.state ?? null)),
        onRecovery: recoveryNotice(notices, purpose),
      });
    });
  const trainer = trainerFor('train');
  const evaluator = lazy<EvaluatorApi & ImageEvaluatorApi>(async () => (await clients()).createEvaluator());
  const measure = createMeasure(evaluator, document.baseURI);
  return {
    store,
    notices,
    settings,
    trainer,
    compareTrainer: trainerFor('compare'),
    openTrainer: (onEvent) => trainerFor('sample', onEvent),
    evaluator,
    packAnimation: async (format) => (await import('../workers/animationClient')).createPacker(format),
    readTable: async (bytes, choice) => (await clients()).readTable(bytes, choice),
    openModel: async (files) => (await clients()).openModel(files),
    openImages: async (files) => (await clients()).openImages(files),
    startEmptyWorker: async () => (await clients()).startEmptyWorker(),
    preview: signal<Lab['preview']['value']>(null),
    commands: createCommands({
      trainer,
      store,
      settings,
      notices,
      latestCopy: (runId) => saving?.latest(runId) ?? null,
    }),
    evaluation: createEvaluation({
      run: store.run('train'),
      evaluator,
      measure,
      field: (request) => trainer.field(request),
      notices,
      side: () => '',
    }),
    measure,
    compare: signal<Compare | null>(null),
    runToCompare: signal<RunState | null>(null),
    library: signal<Library | null>(),
    address,
    clock,
    view,
    history,
    sampled: signal<RunState | null>(null),
    sampleConfig: signal<RunConfig | null>(null),
    sampleCommands: signal<Lab['sampleCommands']['value']>(null),
    recording,
    extra: signal(extra),
    gallery: signal(false),
    fragment: signal(/^#model=/.test(location.hash) ? location.hash : ''),
  };
}

/** The shipped trajectory plays until a run has samples of its own. */
async function showRecording() {
  const response = await fetch('./recorded/first.dlr');
  // A development server answers with its page where there is no file.
  if (!response.ok || response.headers.get('content-type')?.includes('html')) return;
  recording.value = decodeTrajectoryFile(new Uint8Array(await response.arrayBuffer()));
}

/** The first picture comes first: the copies of a run begin with the run, the offer of an earlier one soon after the page. */
const BEFORE_OFFER = 1500; // milliseconds

/** @param situations of the lessons; null where the address names none */
function openPage(situations: Situations | null): Lab {
  const parse = () => parseAddress(location.search, situations);
  const address = parse();
  const lab = createLab(address);
  render(<App lab={lab} />, document.getElementById('app')!);
  showRecording().catch((error: unknown) => {
    lab.notices.problem(words.recordingNotShown, messageOf(error));
  });
  followView({
    view: lab.view,
    // in Compare, A and B are not known before the view is there
    address: () =>
      lab.view.value === 'compare' && !lab.compare.value ? null : addressOf(lab) + lab.fragment.value,
    bar: {
      push: (address) => history.pushState(null, '', address),
      replace: (address) => history.replaceState(null, '', address),
      onReturn: (call) => addEventListener('popstate', call),
      view() {
        const { view } = parse();
        return VIEW_ENTRIES[view] ? view : null;
      },
    },
  });
  /** Settles when the first run of this visit begins. */
  const firstRun = Promise.race(SLOTS.map((slot) => firstValue(lab.store.run(slot), (run) => run !== null)));
  const visits = () => import('./ui/shell/visits');
  const linked = lab.fragment.peek();
  if (linked) void import('./ui/files/linkedModel').then((part) => part.openLinkedModel(lab, linked));
  if (address.autostart && !linked) void visits().then(({ autostart }) => autostart(lab));
  else void firstRun.then(visits).then(({ countVisit }) => countVisit(lab));
  const quiet = new Promise<void>((resolve) => setTimeout(resolve, BEFORE_OFFER));
  /** Saves the runs of all slots from now on, and offers the unfinished one of an earlier visit. */
  void Promise.race([quiet, firstRun]).then(() =>
    effect(() => {
      if (lab.library.value !== undefined) return;
      void loadPart(lab.notices, () => Promise.all([import('./ui/shell/afterFirstPicture'), clients()])).then(
        (parts) => {
          if (parts) saving = parts[0].afterFirstPicture(lab, settingsLine, parts[1].createArchiver());
          else lab.library.value = null;
        },
      );
    }),
  );
  return lab;
}

startTheme();
// No `await` here: the lessons import this file's chunk, and each would wait for the other.
if (new URLSearchParams(location.search).has('lesson'))
  void import('./config/lessons').then(
    ({ SITUATIONS }) => openPage(SITUATIONS),
    () => openPage(null).notices.problem(words.lessonNotLoaded, words.checkConnection),
  );
else setTimeout(openPage, 0, null); // a task of its own: with the evaluation of all modules one would last over 50 ms
