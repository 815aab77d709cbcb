/** An address of Sample that names a run or a file: the run returns from the library, and what cannot is said, never replaced in silence. */
import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { parseRunConfig } from '../../../src/config/parse';
import type { Library } from '../../../src/state/library/library';
import { networkOf } from '../../../src/state/library/namedState';
import type { RunState } from '../../../src/state/run/run';
import { createSampleSession, type LoadedModel } from '../../../src/state/sample/session';
import { openRunOrFile } from '../../../src/ui/views/sample/model/openRunOrFile';
import type { TrainerApi } from '../../../workers/protocol';

const { config } = parseRunConfig({ dataset: 'moons', width: 8, depth: 1, T: 20 });
const shipped = { id: 'one', label: 'One', kind: 'mlp', data: 'moons' } as const;

const library = {
  async model(id: string) {
    if (id !== 'run 1') throw new Error('This run is not in the library any more.');
    const network = networkOf({ config });
    const flat = new Float32Array(network.size).fill(0.5);
    const ema = network.unflatten(flat);
    const weights = { step: 60, params: ema, ema, m: ema, v: ema };
    return {
      name: 'moons',
      config,
      source: undefined,
      weights,
      networks: { unet: null, dit: null },
      base: 'new',
    };
  },
} as unknown as Library;

/** A session of the Sample view that opens an address. */
async function openedAt(
  entries: Record<string, string>,
  { fragment = '', saved = library }: { fragment?: string; saved?: Library | null } = {},
) {
  const said: string[] = [];
  const trainer = { stop: async () => {}, start: async () => {} } as unknown as TrainerApi;
  const session = createSampleSession({
    openTrainer: () => trainer,
    loadGallery: async () => [shipped],
    loadModel: async (id) => ({ id, label: 'One', config: DEFAULT_CONFIG, weights: {} }) as LoadedModel,
    linked: {},
    linkedCount: null,
    onProblem: (what, then) => said.push(`${what} ${then}`),
    run: signal<RunState | null>(null),
  });
  void session.begin();
  const lab = { fragment: signal(fragment), library: signal<Library | null | undefined>() };
  openRunOrFile(lab, session, entries);
  lab.library.value = saved;
  // reading saved models is loaded first, which takes seconds on a busy machine
  await expect.poll(() => session.model.value?.label, { timeout: 10_000 }).toBeDefined();
  return { model: session.model.value!, said };
}

test('a run of this browser is the model again, with its weights and its record', async () => {
  const { model, said } = await openedAt({ run: 'run 1' });
  expect(model).toMatchObject({
    id: '',
    recordId: 'run 1',
    step: 60,
    base: 'new',
    label: 'Your run, step 60',
  });
  expect(model.config).toMatchObject({ dataset: 'moons', width: 8, T: 20 });
  expect([...model.file.tensors.values()][0].data[0]).toBe(0.5);
  expect(said).toEqual([]);
});

test('a run of another browser is said not to be here, and what to do, beside the model in its place', async () => {
  const { model, said } = await openedAt({ run: 'run 2' });
  expect(model.id).toBe('one');
  expect(said).toEqual([expect.stringMatching(/cannot be shown; another model is.*saved in the browser/)]);
});

test('a run is not waited for where the library cannot be loaded', async () => {
  const { model, said } = await openedAt({ run: 'run 1' }, { saved: null });
  expect(model.id).toBe('one');
  expect(said).toEqual([expect.stringMatching(/run of this address cannot be shown.*reload/)]);
});

test('a file is named and has to be opened again; a link that holds the model asks for none', async () => {
  const { model, said } = await openedAt({ file: 'moons.zip' });
  expect(model.id).toBe('one');
  expect(said).toEqual([expect.stringMatching(/“moons.zip” cannot be shown.*open it again/)]);
  expect((await openedAt({ file: 'moons.zip' }, { fragment: '#model=x' })).said).toEqual([]);
});
