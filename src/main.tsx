/** The composition root: puts the lab together from the address, and draws the page. */
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import type { EvaluatorApi, ImageEvaluatorApi } from '../workers/evaluator';
import type { TrainerApi } from '../workers/protocol';
import { parseAddress } from './config/address';
import { parseRunConfig, problemSentence } from './config/parse';
import { decodeRecording, type Recording } from './interop/recording';
import type { Autosave } from './state/autosave';
import { createClock } from './state/clock';
import { createCommands } from './state/commands';
import type { Compare } from './state/compare';
import { createEvaluation } from './state/evaluation';
import { createImageMeasure } from './state/imageMeasure';
import { createNotices } from './state/notices';
import { restUnseen } from './state/rest';
import type { RunState } from './state/run';
import { createSettings } from './state/settings';
import { createRunStore, SLOTS } from './state/store';
import { App, addressOf } from './ui/App';
import { startTheme } from './ui/canvas/theme';
import type { Lab } from './ui/lab';
import { VIEW_ENTRIES } from './ui/views';
import './ui/styles/page.css';

/** Calls of a remote that is made at the first of them. */
function later<T extends object>(open: () => Promise<{ api: unknown }>): T {
  let client: Promise<{ api: unknown }> | null = null;
  return new Proxy({} as T, {
    get(_, name) {
      if (name === 'then') return undefined; // it is no promise, though any other name can be called
      return async (...given: unknown[]) => {
        client ??= open();
        const api = (await client).api as Record<PropertyKey, (...given: unknown[]) => unknown>;
        return api[name](...given);
      };
    },
  });
}

/** Loaded after the first picture. */
let autosave: Autosave | null = null;

function createLab(): Lab {
  const address = parseAddress(location.search);
  const store = createRunStore();
  const notices = createNotices();
  const settings = createSettings(address.config);
  if (address.problems.length > 0) {
    const values =
      address.problems.length === 1 ? 'a value that is' : `${address.problems.length} values that are`;
    const sentences = address.problems.map(problemSentence).join(' ');
    notices.problem(`The link has ${values} not accepted.`, `${sentences} The rest of it applies.`);
  }

  const onCrash = (message: string) => {
    notices.problem(
      'The trainer stopped.',
      `${message}. Reload the page to start it again; the link keeps your settings.`,
    );
    const hint = 'What it drew stays. Reload the page to start it again.';
    for (const slot of SLOTS) {
      const run = store.run(slot).value;
      if (!run) continue;
      const { runId, step } = run;
      store.receive({ type: 'failed', runId, code: 'bug', message: `${message}.`, hint, step });
    }
  };
  const clients = () => import('../workers/client');
  const trainer = later<TrainerApi>(async () =>
    (await clients()).createTrainerClient(store.receive, onCrash),
  );
  const evaluator = later<EvaluatorApi & ImageEvaluatorApi>(async () =>
    (await clients()).createEvaluatorClient(),
  );
  const measureImages = createImageMeasure(evaluator, document.baseURI);
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  return {
    store,
    notices,
    settings,
    trainer,
    openTrainer: (onEvent, whenCrashed) =>
      later<TrainerApi>(async () => (await clients()).createTrainerClient(onEvent, whenCrashed)),
    evaluator,
    packAnimation: async () => (await import('../workers/gifClient')).createPacker(),
    readTable: async (bytes) => (await clients()).readTable(bytes),
    commands: createCommands({
      trainer,
      store,
      settings,
      notices,
      latestCopy: (runId) => autosave?.latest(runId) ?? null,
    }),
    evaluation: createEvaluation({
      run: store.run('train'),
      evaluator,
      measureImages,
      field: (request) => trainer.field(request),
      onProblem: (message) =>
        notices.problem('The samples could not be measured.', `${message}. Training goes on.`),
    }),
    measureImages,
    compare: signal<Compare | null>(null),
    given: address,
    clock: createClock({ stills: () => still.matches }),
    view: signal(VIEW_ENTRIES[address.view] ? address.view : 'train'),
    sampled: signal<RunState | null>(null),
    recording: signal<Recording | null>(null),
    extra: signal(address.extra),
  };
}

/** The shipped trajectory plays until a run has samples of its own. */
async function showRecording(lab: Lab) {
  const response = await fetch('./recorded/first.dlr');
  // A development server answers with its page where there is no file.
  if (!response.ok || response.headers.get('content-type')?.includes('html')) return;
  const recording = decodeRecording(new Uint8Array(await response.arrayBuffer()));
  (lab.recording as ReturnType<typeof signal<Recording | null>>).value = recording;
}

/** Keeps copies of the run from now on, and offers the one that an earlier visit left. */
async function keepCopies({ store, trainer, notices, commands }: Lab) {
  const [{ openCheckpoints }, { startAutosave }] = await Promise.all([
    import('./storage/checkpoints'),
    import('./state/autosave'),
  ]);
  const run = store.run('train');
  autosave = startAutosave({
    name: 'train',
    run,
    trainer,
    checkpoints: openCheckpoints(),
    onProblem: (message) => notices.problem('The run is not kept for the next visit.', message),
  });
  const left = await autosave.left();
  if (!left || run.value) return;
  const { config, problems } = parseRunConfig(left.config);
  if (problems.length > 0) return; // of a version that knew other values: nothing to go on with
  notices.offer(
    `A run of an earlier visit is kept: ${config.dataset}, ${config.schedule}, ${left.state.step} of ${config.trainingSteps} steps.`,
    'It is there until another run takes its place.',
    { label: 'Go on with it', run: () => void commands.resumeFrom({ ...left, config }) },
  );
}

const lab = createLab();
restUnseen({ run: lab.store.run('train'), seen: () => lab.view.value === 'train', trainer: lab.trainer });
startTheme();
render(<App lab={lab} />, document.getElementById('app')!);
showRecording(lab).catch((error: unknown) => {
  lab.notices.problem(
    'The recorded samples could not be shown.',
    error instanceof Error ? error.message : String(error),
  );
});

let renaming: ReturnType<typeof setTimeout> | undefined;
effect(() => {
  if (lab.view.value === 'compare' && !lab.compare.value) return; // not known yet what A and B are
  const next = addressOf(lab);
  clearTimeout(renaming);
  renaming = setTimeout(() => history.replaceState(null, '', next), 300); // browsers limit how often
});
if (parseAddress(location.search).autostart) {
  if (lab.view.value !== 'compare') void lab.commands.train();
  else {
    const unfollow = lab.compare.subscribe((compare) => {
      if (!compare) return;
      queueMicrotask(() => unfollow()); // subscribing tells the present state before it returns
      void compare.commands.train();
    });
  }
}
keepCopies(lab).catch((error: unknown) => {
  lab.notices.problem(
    'The run is not kept for the next visit.',
    error instanceof Error ? error.message : String(error),
  );
});
