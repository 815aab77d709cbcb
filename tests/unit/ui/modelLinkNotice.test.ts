/** The notice about a link with a model speaks of the model that is shown: it goes with it. */
import { signal } from '@preact/signals';
import { beforeEach, expect, test } from 'vitest';
import { parseRunConfig } from '../../../src/config/parse';
import { modelOf } from '../../../src/interop/runFile';
import { networkOf } from '../../../src/state/library/namedState';
import { createNotices } from '../../../src/state/notices';
import { offerModelLink } from '../../../src/ui/files/linkedModel';
import type { Lab } from '../../../src/ui/shell/lab';

const { config } = parseRunConfig({ dataset: 'moons', width: 256, depth: 3 });
const network = networkOf({ config });
const tensors = network.unflatten(Float32Array.from({ length: network.size }, (_, i) => Math.sin(i)));
const tooLarge = modelOf({ config }, { unet: null, dit: null }, { tensors, training: null });

const view = signal('train');
const run = signal({ runId: 1 });
const sampled = signal({ label: 'a.zip' });
const notices = createNotices();
const sampleCommands = signal({ model: sampled });
const lab = { notices, view, sampleCommands, store: { run: () => run } } as unknown as Lab;
const said = () => notices.list.value.map(({ message }) => message);

beforeEach(() => {
  view.value = 'train';
});

test('a refusal stays while its run trains, and goes with a change of the view', async () => {
  await offerModelLink(lab, tooLarge, '');
  expect(said()).toEqual([expect.stringContaining('too large for a link')]);
  run.value = { ...run.value };
  expect(said()).toHaveLength(1);
  view.value = 'sample';
  expect(said()).toEqual([]);
});

test.each([
  ['train', () => void (run.value = { runId: 2 })],
  ['sample', () => void (sampled.value = { label: 'b.zip' })],
])('it goes with the model of the view %s', async (id, openAnother) => {
  view.value = id;
  await offerModelLink(lab, tooLarge, '');
  expect(said()).toHaveLength(1);
  openAnother();
  expect(said()).toEqual([]);
});
