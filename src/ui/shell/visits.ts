/** The run of a link with `autostart=1`, unless the last visits ended at it. Loaded with the first run. */
import { newId } from '../../lib/newId';
import { firstValue } from '../../state/firstValue';
import { SLOTS } from '../../state/run/store';
import { followVisits } from '../../state/visits';
import * as words from '../../words/visits';
import type { Lab } from './lab';

/** Counts this visit for the visits that follow. */
export function countVisit({ store }: Lab): ReturnType<typeof followVisits> {
  const visits = followVisits({
    storage: () => localStorage,
    locks: navigator.locks ?? null,
    visit: newId(),
    runs: SLOTS.map((slot) => store.run(slot)),
  });
  addEventListener('pagehide', visits.leave);
  return visits;
}

async function start({ view, commands, compare }: Lab): Promise<void> {
  if (view.value !== 'compare') return commands.train();
  const opened = await firstValue(compare, (compare) => compare !== null);
  await opened?.commands.train();
}

export async function autostart(lab: Lab): Promise<void> {
  if (!(await countVisit(lab).isQuiet())) return start(lab);
  lab.notices.offer(
    words.endedWhileStarting,
    words.notByItself,
    { label: words.start, run: () => void start(lab) },
    'autostart',
  );
}
