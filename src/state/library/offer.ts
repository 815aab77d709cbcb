/** The offer of a run of an earlier visit that is not finished. */
import type { RunConfig } from '../../config/fields';
import { parseRunConfig } from '../../config/parse';
import type { RunRecord } from '../../storage/schema';
import type { Notices } from '../notices';
import type { Library } from './library';

/** The subject of the notice. */
export const OFFER = 'resume';

/** The newest run that the Train view had when it was left, where it is not finished; undefined where there is none. */
const unfinishedRun = (runs: readonly RunRecord[]): RunRecord | undefined =>
  runs.find(
    ({ current, finished, origin, config }) =>
      current && !finished && origin === 'train' && parseRunConfig(config).problems.length === 0,
  );

interface Parts {
  readonly library: Pick<Library, 'runs' | 'elsewhere' | 'open' | 'takeOver'>;
  readonly notices: Pick<Notices, 'offer' | 'problem'>;
  /** The settings of a run in one line. */
  readonly line: (config: RunConfig) => string;
  /** Shows a run that trains in another tab. */
  readonly watch: (id: string) => void;
  readonly resume: (checkpoint: Awaited<ReturnType<Library['open']>>) => Promise<void>;
}

export function offerUnfinished({ library, notices, line, watch, resume }: Parts): void {
  const record = unfinishedRun(library.runs.peek() ?? []);
  if (!record) return;
  const { id, config, step } = record;
  const trainsElsewhere = library.elsewhere.peek().has(id);
  const progress = `${line(config)}, ${step.toLocaleString('en')} of ${config.trainingSteps.toLocaleString('en')} steps.`;
  const use = (open: (id: string) => ReturnType<Library['open']>) => () =>
    void open(id)
      .then(resume)
      .catch((error: Error) => notices.problem('The saved run could not be opened.', error.message));
  if (trainsElsewhere)
    notices.offer(
      `A run trains in another tab: ${progress}`,
      'Watched, it is only shown here. Taken over, it goes on here and stops there.',
      [
        { label: 'Watch it', run: () => watch(id) },
        { label: 'Take it over', run: use(library.takeOver) },
      ],
      OFFER,
    );
  else
    notices.offer(
      `A run of an earlier visit is saved: ${progress}`,
      'It stays in this browser until it is deleted.',
      { label: 'Resume it', run: use(library.open) },
      OFFER,
    );
}
