/** Who chose a backend for the page has it in Sample too: the GPU that fails is not taken again. */
import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { parseAddress } from '../../../src/config/address';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { createHistory } from '../../../src/state/history';
import { createNotices } from '../../../src/state/notices';
import type { RunState } from '../../../src/state/run/run';
import { createRunStore } from '../../../src/state/run/store';
import type { LoadedModel } from '../../../src/state/sample/session';
import { createSettings } from '../../../src/state/settings';
import type { Lab } from '../../../src/ui/shell/lab';
import { sampleLabOf } from '../../../src/ui/views/sample/lab';
import type { TrainerApi } from '../../../workers/protocol';

function labAt(search: string) {
  const address = parseAddress(search);
  const trainer = { stop: async () => {}, start: async () => {} } as unknown as TrainerApi;
  return {
    address,
    settings: createSettings(address.config),
    store: createRunStore(),
    notices: createNotices(),
    history: createHistory(),
    view: signal('sample'),
    extra: signal(address.extra),
    sampled: signal<RunState | null>(null),
    sampleConfig: signal(null),
    openTrainer: () => trainer,
  } as unknown as Lab;
}

const modelOf = (changes: Partial<LoadedModel['config']>) =>
  ({ id: '', label: 'own', config: { ...DEFAULT_CONFIG, ...changes }, weights: {} }) as LoadedModel;

/** Opens a model in Sample. @returns backend and seed of its form */
async function opened(lab: Lab, changes: Partial<LoadedModel['config']> = {}) {
  const { session } = sampleLabOf(lab);
  const model = modelOf(changes);
  void session.open(async () => model);
  await expect.poll(() => session.model.value).toBe(model);
  const { backend, seed } = session.form.config.value;
  return { backend, seed };
}

test('the backend and the seed of the page are those of the first model, and the backend that of every other', async () => {
  const lab = labAt('?backend=wasm&seed=12');
  expect(await opened(lab)).toEqual({ backend: 'wasm', seed: 12 });
  expect(await opened(lab, { dataset: 'mnist', backend: 'webgpu' })).toEqual({ backend: 'wasm', seed: 12 });
  expect(await opened(labAt(''), { backend: 'webgpu', seed: 3 })).toEqual({ backend: 'auto', seed: 3 });
});

test('a choice in another view is one here, and one here is one of the page until something is trained', async () => {
  const lab = labAt('');
  const { form } = sampleLabOf(lab).session;
  form.set('backend', 'wasm');
  expect(lab.settings.config.value.backend).toBe('wasm');
  lab.settings.set('backend', 'cpu');
  expect(form.config.value.backend).toBe('cpu');
  lab.store.begin({ train: { config: lab.settings.config.value } });
  form.set('backend', 'wasm');
  expect(lab.settings.config.value.backend).toBe('cpu');
});
