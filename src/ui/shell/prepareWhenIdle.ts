/**
 * Compiles the shaders of the form's run while the page is idle, so that Train need not wait for them. Only where that run would train on
 * WebGPU: WASM starts in less time than a visitor takes from the settings to the button, and its code is fetched for those who use it.
 */
import { describeAdapter } from '../../lib/gpuAdapter';
import type { Lab } from './lab';

/** Whether the browser has WebGPU for a request of "auto", which passes over software adapters. */
async function hasHardware(): Promise<boolean> {
  const adapter = await navigator.gpu?.requestAdapter();
  return adapter != null && !(await describeAdapter(adapter)).software;
}

/** Milliseconds after which a page that is always a little busy counts as idle. */
const BY_THEN = 500;

const savesData = (): boolean =>
  (navigator as { connection?: { readonly saveData?: boolean } }).connection?.saveData === true;

/** Resolves when the page has nothing to do, and at once where a browser does not say. */
const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: BY_THEN });
    else resolve();
  });

async function prepare({ view, store, settings, trainer }: Lab): Promise<void> {
  const isWanted = () => view.peek() === 'train' && store.run('train').peek() === null;
  const { backend } = settings.config.peek();
  if (!isWanted() || savesData() || (backend !== 'webgpu' && backend !== 'auto')) return;
  await idle();
  if (backend === 'auto' && !(await hasHardware())) return;
  if (isWanted()) await trainer.prepare(settings.config.peek(), settings.source.peek());
}

/** What goes wrong here is reported when Train is pressed. */
export const prepareWhenIdle = (lab: Lab): void => void prepare(lab).catch(() => {});
