/** Opens the library of runs: saves what the page trains from now on, and offers the unfinished run of an earlier visit. Loaded after the first picture. */
import { computed, effect, signal, untracked } from '@preact/signals';
import { version } from '../../../package.json';
import type { RunConfig } from '../../config/fields';
import type { Pair } from '../../state/compare/pair';
import { firstValue } from '../../state/firstValue';
import type { Archiver } from '../../state/library/archive';
import type { Library } from '../../state/library/library';
import { OFFER, offerUnfinished } from '../../state/library/offer';
import type { Saving } from '../../state/library/saving';
import { type StartedLibrary, startLibrary } from '../../state/library/startLibrary';
import { thumbnailOf } from '../pictures/samplesPicture';
import type { Lab } from './lab';
import { loadPart } from './loadPart';

type Opened = Awaited<ReturnType<Library['open']>>;
type NameOf = (config: RunConfig) => string;

function startSaving(
  { store, notices, evaluation, ...lab }: Lab,
  nameOf: NameOf,
  archiver: Archiver,
): StartedLibrary {
  /** Swapped sides show each other's slots. */
  const ofCompare = (slot: 'a' | 'b') => ({
    slot,
    origin: computed(() =>
      (lab.compare.value?.slot('a') ?? 'a') === slot ? ('compare-a' as const) : ('compare-b' as const),
    ),
    run: store.run(slot),
    trainer: lab.compareTrainer,
    quality: computed(() => lab.compare.value?.newestOf(slot).value ?? null),
  });
  return startLibrary({
    slots: [
      {
        slot: 'train',
        origin: signal('train'),
        run: store.run('train'),
        trainer: lab.trainer,
        quality: evaluation.newest,
      },
      ofCompare('a'),
      ofCompare('b'),
    ],
    notices,
    appVersion: version,
    archiver,
    nameOf,
    thumbnail: thumbnailOf,
    pause: (slot) => (slot === 'train' ? lab.trainer : lab.compareTrainer).pause(),
  });
}

/** Milliseconds between two reads of the locks of other tabs, and how many there are. */
const LOCKS_AGAIN = { after: 1000, times: 5 };

/**
 * Offers what an earlier visit left unfinished, as long as the view that had it has no other run. A page that was closed a moment
 * ago, as by a reload, holds the locks of its runs a little longer: the offer changes when they are free.
 */
async function offer(lab: Lab, { library, reportFailure }: StartedLibrary, nameOf: NameOf): Promise<void> {
  const { store, notices, commands } = lab;
  const freed = signal(0);
  try {
    await library.refresh();
  } catch (error) {
    return reportFailure(error);
  }
  const parts = {
    library,
    notices,
    line: nameOf,
    watch: (id: string) =>
      void loadPart(notices, () => import('../runs/watch/showWatch')).then((part) =>
        part?.showWatch(lab, library, id),
      ),
    resume: (checkpoint: Opened) => commands.resumeFrom(checkpoint),
    async resumePair(checkpoints: Pair<Opened>) {
      lab.view.value = 'compare';
      const compare = await firstValue(lab.compare, (opened) => opened !== null);
      await compare?.commands.resumeFrom(checkpoints);
    },
  };
  const trainIsFree = computed(() => store.run('train').value === null);
  const compareIsFree = computed(() => !(store.run('a').value ?? store.run('b').value));
  let offeredAt = -1;
  effect(() => {
    const free = { train: trainIsFree.value, compare: compareIsFree.value };
    const at = freed.value;
    untracked(() => {
      const isShown = notices.list.value.some(({ about }) => about === OFFER);
      notices.clear(OFFER);
      if (at !== offeredAt || isShown) offerUnfinished({ ...parts, free });
      offeredAt = at;
    });
  });
  for (let left = LOCKS_AGAIN.times; left > 0 && library.elsewhere.peek().size > 0; left--) {
    const before = library.elsewhere.peek().size;
    await new Promise((resolve) => setTimeout(resolve, LOCKS_AGAIN.after));
    await library.refresh().catch(reportFailure);
    if (library.elsewhere.peek().size < before) freed.value++;
  }
}

/**
 * @param nameOf what a run is called: its settings in a line
 * @returns what saves the runs of the page
 */
export function openLibrary(lab: Lab, nameOf: NameOf, archiver: Archiver): Saving {
  const started = startSaving(lab, nameOf, archiver);
  const { library, saving } = started;
  const saveNow = () => void saving.saveNow();
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && saveNow());
  document.addEventListener('freeze', saveNow);
  addEventListener('pagehide', saveNow);
  lab.library.value = library;
  void offer(lab, started, nameOf);
  return saving;
}
