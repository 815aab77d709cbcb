/** The address holds the model of a link while that is shown as it was opened, and no longer: a reload opens what the address holds. */
import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { parseRunConfig } from '../../../src/config/parse';
import { writeModelLink } from '../../../src/interop/modelLink';
import { modelOf } from '../../../src/interop/runFile';
import { networkOf } from '../../../src/state/library/namedState';
import { createNotices } from '../../../src/state/notices';
import { openLinkedModel } from '../../../src/ui/files/linkedModel';
import type { Lab } from '../../../src/ui/shell/lab';

const { config } = parseRunConfig({ dataset: 'moons', width: 8, depth: 1 });
const network = networkOf({ config });
const tensors = network.unflatten(new Float32Array(network.size).fill(0.5));
const file = modelOf({ config }, { unet: null, dit: null }, { tensors, training: null });
const link = `#model=${await writeModelLink(file)}`;

/** A page that has opened the link in a view. @param opens whether Sample takes the model */
async function openedIn(view: 'train' | 'sample', opens = true) {
  const model = signal<{ label: string } | null>(null);
  const sample = {
    model,
    async openModel() {
      model.value = { label: opens ? 'of the link' : 'of the gallery' };
      return opens;
    },
  };
  const sampleCommands = signal<typeof sample | null>(view === 'sample' ? sample : null);
  const run = signal({ runId: 1, step: 0 });
  const lab = {
    fragment: signal(link),
    view: signal<string>(view),
    sampleCommands,
    sampled: signal({ runId: 1 }),
    extra: signal({}),
    notices: createNotices(),
    settings: { config: signal(config), source: signal(undefined) },
    openModel: async () => ({ config, weights: { ema: tensors }, notices: [], file }),
    commands: { openWeights: async () => opens },
    store: { run: () => run },
  };
  await openLinkedModel(lab as unknown as Lab, link);
  /** Shows another view, as the page does: the Sample view has its commands while it is mounted. */
  const show = (next: string) => {
    lab.view.value = next;
    sampleCommands.value = next === 'sample' ? { ...sample } : null;
  };
  return { ...lab, model, run, show };
}

test('in Sample it goes with another model, from a file as well, and stays when the model is loaded anew', async () => {
  const { fragment, sampled, model } = await openedIn('sample');
  sampled.value = { runId: 2 }; // of the same model on another backend
  expect(fragment.value).toBe(link);
  model.value = { label: 'b.zip' };
  expect(fragment.value).toBe('');
});

test('in Train it goes when the run trains or is another', async () => {
  const { fragment, run } = await openedIn('train');
  expect(fragment.value).toBe(link);
  run.value = { runId: 1, step: 1 };
  expect(fragment.value).toBe('');
  const replaced = await openedIn('train');
  replaced.run.value = { runId: 2, step: 0 };
  expect(replaced.fragment.value).toBe('');
});

test('where Sample shows one model and Train another, the address has the one of the view', async () => {
  const train = await openedIn('train');
  train.show('process');
  expect(train.fragment.value).toBe(link);
  train.show('sample');
  expect(train.fragment.value).toBe('');
  train.show('train');
  expect(train.fragment.value).toBe(link);
  const sample = await openedIn('sample');
  sample.show('train');
  expect(sample.fragment.value).toBe('');
  sample.show('sample');
  expect(sample.fragment.value).toBe(link);
});

test.each(['train', 'sample'] as const)(
  'a model that %s does not take is not in the address',
  async (view) => {
    expect((await openedIn(view, false)).fragment.value).toBe('');
  },
);
