/** The offer of what an earlier visit left unfinished: the run of Train, and the two of Compare. One notice says all of it. */
import type { RunConfig } from '../../config/fields';
import { parseRunConfig } from '../../config/parse';
import type { RunRecord } from '../../storage/schema';
import * as words from '../../words/state/library';
import type { Pair } from '../compare/pair';
import type { Notices } from '../notices';
import type { Library } from './library';

/** The subject of the notice. */
export const OFFER = 'resume';

type Opened = Awaited<ReturnType<Library['open']>>;

/** The newest run that a view had when it was left, where it passes a test; undefined where there is none. */
const leftRun = (
  runs: readonly RunRecord[],
  from: RunRecord['origin'],
  passes: (run: RunRecord) => boolean = () => true,
): RunRecord | undefined =>
  runs.find(
    (run) =>
      run.current && run.origin === from && passes(run) && parseRunConfig(run.config).problems.length === 0,
  );

/** Milliseconds between the first saves of two runs that were started together. */
const TOGETHER = 60_000;

/** The two runs that Compare had, where either is not finished and both learn the same data; null where there are none. */
function unfinishedPair(runs: readonly RunRecord[]): Pair<RunRecord> | null {
  const [onA, onB] = [leftRun(runs, 'compare-a'), leftRun(runs, 'compare-b')];
  const either = onA ?? onB;
  if (!either) return null;
  // a page that was closed within a swap may have saved both as the same side
  const other = onA && onB ? onB : leftRun(runs, either.origin, ({ id }) => id !== either.id);
  const [a, b] = onA ? [onA, other] : [other, onB];
  if (!a || !b || (a.finished && b.finished) || a.data?.id !== b.data?.id) return null;
  // where one of them stood beside a model that was only sampled, the other one is of an earlier pair
  return Math.abs(a.createdAt - b.createdAt) < TOGETHER ? { a, b } : null;
}

interface Parts {
  readonly library: Pick<Library, 'runs' | 'elsewhere' | 'open' | 'takeOver'>;
  readonly notices: Pick<Notices, 'offer' | 'problem'>;
  /** The settings of a run in one line. */
  readonly line: (config: RunConfig) => string;
  /** Shows a run that trains in another tab. */
  readonly watch: (id: string) => void;
  readonly resume: (checkpoint: Opened) => Promise<void>;
  readonly resumePair: (checkpoints: Pair<Opened>) => Promise<void>;
  /** The views that have no run now. */
  readonly free: { readonly train: boolean; readonly compare: boolean };
}

const progressOf = ({ step, config }: RunRecord): string => words.progress(step, config.trainingSteps);

export function offerUnfinished({ library, notices, line, watch, resume, resumePair, free }: Parts): void {
  const runs = library.runs.peek() ?? [];
  const elsewhere = library.elsewhere.peek();
  const run = free.train ? leftRun(runs, 'train', ({ finished }) => !finished) : undefined;
  const found = free.compare ? unfinishedPair(runs) : null;
  const pair = found && !elsewhere.has(found.a.id) && !elsewhere.has(found.b.id) ? found : null;

  const attempt = (action: () => Promise<void>) => () =>
    void action().catch((error: Error) => notices.problem(words.notOpened, error.message));
  const resumeBoth = ({ a, b }: Pair<RunRecord>) => ({
    label: run ? words.resumeComparison : words.resume,
    run: attempt(async () => resumePair({ a: await library.open(a.id), b: await library.open(b.id) })),
  });

  if (!run) {
    if (pair)
      notices.offer(
        words.savedComparison(line(pair.a.config), line(pair.b.config), progressOf(pair.a)),
        words.stays,
        resumeBoth(pair),
        OFFER,
      );
    return;
  }
  const { id } = run;
  const also = pair ? ` ${words.alsoComparison(progressOf(pair.a))}` : '';
  const description = words.runLine(line(run.config), progressOf(run)) + also;
  const pairActions = pair ? [resumeBoth(pair)] : [];
  if (elsewhere.has(id))
    notices.offer(
      words.runElsewhere(description),
      words.watchedOrTaken,
      [
        { label: words.watch, run: () => watch(id) },
        { label: words.takeOver, run: attempt(async () => resume(await library.takeOver(id))) },
        ...pairActions,
      ],
      OFFER,
    );
  else
    notices.offer(
      words.savedRun(description),
      words.stays,
      [{ label: words.resume, run: attempt(async () => resume(await library.open(id))) }, ...pairActions],
      OFFER,
    );
}
