/** The foot of a printed page says the settings of what the view shows, and not those of the form where that has gone on. */
import { signal } from '@preact/signals';
import { afterEach, expect, test, vi } from 'vitest';
import { parseAddress } from '../../../src/config/address';
import type { RunConfig } from '../../../src/config/fields';
import { createComparison } from '../../../src/state/compare/comparison';
import { formLink } from '../../../src/state/compare/trainedSide';
import { createClock } from '../../../src/state/run/clock';
import { createRunStore } from '../../../src/state/run/store';
import { createSettings } from '../../../src/state/settings';
import type { Lab } from '../../../src/ui/shell/lab';
import { footOnPaper } from '../../../src/ui/shell/paperFoot';

afterEach(() => vi.unstubAllGlobals());

/** A lab that an address opens, and what its page prints at the foot: the settings in a line, each setting, and the link. */
function createScene(search: string) {
  const address = parseAddress(search);
  const settings = createSettings(address.config);
  const parts = {
    address,
    settings,
    view: signal(address.view),
    store: createRunStore(),
    clock: createClock(),
    extra: signal({}),
    compare: signal<unknown>(null),
    sampled: signal<unknown>(null),
    sampleConfig: signal<RunConfig | null>(null),
  };
  const foot = { className: '', textContent: '', remove() {} };
  let print = () => {};
  vi.stubGlobal('location', new URL('https://host/lab/'));
  vi.stubGlobal('document', { createElement: () => foot, body: { append() {} } });
  vi.stubGlobal('addEventListener', (event: string, call: () => void) => {
    if (event === 'beforeprint') print = call;
  });
  footOnPaper(parts as unknown as Lab);
  const printed = () => {
    print();
    const [line, each, link] = foot.textContent.split('\n');
    return { line, each: each.split(' · '), link };
  };
  return { ...parts, printed };
}

test('of Compare the foot leaves each setting out in which the sides differ, and states those that they share', () => {
  const { address, compare, settings, printed } = createScene(
    '?view=compare&a.schedule=sigmoid&b.schedule=quadratic&T=150',
  );
  const comparison = createComparison(settings, address);
  compare.value = { ...comparison, shown: () => null, link: { value: formLink(comparison) } };
  const { line, each } = printed();
  expect(line).toMatch(/A: Sigmoid, B: Quadratic$/);
  expect(line).not.toMatch(/cosine/i);
  expect(each).toContain('Timesteps (T) 150');
  expect(each.filter((text) => text.startsWith('Schedule '))).toEqual([]);
});

const tableOf = (...classes: string[]) =>
  ({ kind: 'points', name: 'a.csv', points: new Float32Array(8), offset: [0, 0], classes }) as const;

test('a class has the name that it has in the data of the run, whatever data the form has', () => {
  const { address, settings, store, printed } = createScene('?dataset=csv&classes=true&label=1');
  const { config } = address;
  store.begin({ train: { config, source: tableOf('male', 'female') } });
  settings.replace(config, tableOf('setosa', 'virginica'));
  expect(printed().each).toContain('Class to draw female');
});

test('in Sample a class has the name that it has in the data of the model', () => {
  const { address, sampled, printed } = createScene('?view=sample&dataset=csv&classes=true&label=1');
  sampled.value = { config: address.config, source: tableOf('male', 'female') };
  expect(printed().each).toContain('Class to draw female');
});

test('in Sample the foot says what the samples were drawn with, not how the model was loaded', () => {
  const { address, sampled, sampleConfig, printed } = createScene('?view=sample');
  sampled.value = { config: { ...address.config, samplingSteps: 3, seed: 7 } };
  sampleConfig.value = { ...address.config, samplingSteps: 50, seed: 99 };
  const { line, each } = printed();
  expect(each).toEqual(expect.arrayContaining(['Sampling steps 50', 'Seed 99']));
  expect(line).toMatch(/seed 99$/);
});

test('in Sample the foot has no setting of training: the form does not know how the weights were trained', () => {
  const labelsAt = (search: string) => createScene(search).printed().each.join(' · ');
  expect(labelsAt('')).toMatch(/Training steps 3.?000 .*Learning rate 0\.002/);
  expect(labelsAt('?view=sample')).not.toMatch(/Training steps|Learning rate|Optimizer/);
});

test('training examples that are not limited are all of them', () => {
  const examplesOf = (search: string) =>
    createScene(search)
      .printed()
      .each.filter((text) => text.startsWith('Training examples'));
  expect(examplesOf('')).toEqual(['Training examples all']);
  expect(examplesOf('?examples=600')).toEqual(['Training examples 600']);
});

test('the foot says the sampling steps that are taken, which on a chain are at most T', () => {
  const { printed } = createScene('?T=50&samplingSteps=200');
  expect(printed().each).toEqual(expect.arrayContaining(['Timesteps (T) 50', 'Sampling steps 50']));
});
