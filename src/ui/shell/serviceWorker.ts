/** Registers the service worker, and offers its updates: none is applied by itself, and none while something trains here. */
import { effect, untracked } from '@preact/signals';
import { SERVICE_WORKER } from '../../lib/ownWorkers';
import { SLOTS } from '../../state/run/store';
import * as words from '../../words/updates';
import type { Lab } from './lab';

const UPDATE = 'update';
/** Milliseconds between two looks for an update by a tab that stays open. */
const LOOK_AGAIN = 3_600_000;

/** Milliseconds after which the browser is asked again to activate a version that waits. Usually it has by then. */
const ASK_AGAIN = 2000;
const MOST_REQUESTS = 60;

const trainsHere = ({ store }: Lab): boolean =>
  SLOTS.some((slot) => ['preparing', 'compiling', 'training'].includes(store.run(slot).value?.phase ?? ''));

/**
 * Has the waiting version take over, then loads its page. Chromium stops the active version for that. Where any tab requests a file in this
 * moment, it starts the active one again instead, and until that one has been idle for half a minute it tries no more, whatever the
 * waiting version asks for, but at the request of a page or of a worker's file.
 */
function apply(lab: Lab, waiting: ServiceWorker): void {
  const { startEmptyWorker } = lab;
  let requests = 0;
  const timer = setInterval(() => {
    if (waiting.state !== 'installed' || requests++ === MOST_REQUESTS) clearInterval(timer);
    else startEmptyWorker().catch(() => {}); // without a network it cannot be loaded
  }, ASK_AGAIN);
  const reload = () => {
    if (waiting.state !== 'activated') return;
    if (trainsHere(lab)) offer(lab, waiting);
    else location.reload();
  };
  reload(); // another tab may have applied it
  waiting.addEventListener('statechange', reload);
  waiting.postMessage('activate');
}

/** Offers a version while nothing trains in this tab: a reload would end it. Who dismisses the offer is not asked again. */
function offer(lab: Lab, waiting: ServiceWorker): () => void {
  const { notices } = lab;
  let isDue = true;
  return effect(() => {
    const trains = trainsHere(lab);
    untracked(() => {
      if (trains) {
        isDue ||= notices.list.value.some(({ about }) => about === UPDATE);
        notices.clear(UPDATE);
      } else if (isDue) {
        isDue = false;
        notices.offer(
          words.newVersion,
          words.whenItComes,
          { label: words.reload, run: () => apply(lab, waiting) },
          UPDATE,
        );
      }
    });
  });
}

/** @throws where the browser refuses a service worker */
export async function followUpdates(lab: Lab): Promise<void> {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return; // not from an address that browsers call secure
  const registration = await serviceWorker.register(new URL(SERVICE_WORKER, document.baseURI), {
    updateViaCache: 'none',
  });
  // A projector and a frame in another page get the new version with their next visit.
  const { present, embed } = lab.extra.peek();
  if (present || embed) return;
  let stop = () => {};
  const announce = (waiting: ServiceWorker | null) => {
    if (!waiting || !registration.active) return; // the first version replaces none
    stop();
    stop = offer(lab, waiting);
  };
  announce(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed') announce(installing);
    });
  });
  let looked = performance.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || performance.now() - looked < LOOK_AGAIN) return;
    looked = performance.now();
    registration.update().catch(() => {}); // without a network there is no update
  });
}
