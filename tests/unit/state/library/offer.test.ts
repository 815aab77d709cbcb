/** What a visit is offered of the visit before: one notice, whatever was left. */
import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../src/config/fields';
import { OFFER, offerUnfinished } from '../../../../src/state/library/offer';
import { createNotices } from '../../../../src/state/notices';
import type { Checkpoint, RunRecord } from '../../../../src/storage/schema';

const record = (id: string, more: Partial<RunRecord> = {}): RunRecord => ({
  id,
  name: id,
  createdAt: 1000,
  updatedAt: 2000,
  config: { ...DEFAULT_CONFIG, trainingSteps: 5000 },
  origin: 'train',
  base: 'new',
  data: null,
  step: 1234,
  finished: false,
  trainedFor: 10,
  backend: 'wasm',
  curve: { steps: new Float32Array(0), values: new Float32Array(0) },
  quality: null,
  thumbnail: null,
  pinned: false,
  current: true,
  removedAt: null,
  writer: '',
  saves: 1,
  schema: 2,
  appVersion: '',
  ...more,
});
const pair = (more: Partial<RunRecord> = {}): RunRecord[] => [
  record('a', { origin: 'compare-a', ...more }),
  record('b', { origin: 'compare-b', ...more }),
];

function offered(
  runs: RunRecord[],
  { elsewhere = [] as string[], free = { train: true, compare: true } } = {},
) {
  const notices = createNotices();
  const done: string[] = [];
  offerUnfinished({
    library: {
      runs: signal(runs),
      elsewhere: signal(new Set(elsewhere)),
      open: async (id) => ({ recordId: id }) as Checkpoint,
      takeOver: async (id) => ({ recordId: `${id}, taken over` }) as Checkpoint,
    },
    notices,
    line: ({ schedule }) => schedule,
    watch: (id) => void done.push(`watch ${id}`),
    resume: async ({ recordId }) => void done.push(`resume ${recordId}`),
    resumePair: async ({ a, b }) => void done.push(`resume ${a.recordId} and ${b.recordId}`),
    free,
  });
  const list = notices.list.value;
  expect(list.length).toBeLessThanOrEqual(1);
  expect(list.every(({ about }) => about === OFFER)).toBe(true);
  return {
    text: list[0]?.message ?? '',
    labels: list[0]?.actions?.map(({ label }) => label) ?? [],
    async press(label: string) {
      list[0].actions!.find((action) => action.label === label)!.run();
      await new Promise((turn) => setTimeout(turn));
      return done;
    },
  };
}

test.each(['compare-a', 'compare-b'] as const)(
  'a pair whose sides were both saved as %s, within a swap, is offered',
  (origin) => {
    expect(offered(pair({ origin })).labels).toEqual(['Resume it']);
  },
);

test('nothing is offered of a finished run, of one that its view has no more, or where the view has another', () => {
  expect(offered([]).text).toBe('');
  expect(offered([record('x', { finished: true })]).text).toBe('');
  expect(offered([record('x', { current: false })]).text).toBe('');
  expect(offered([record('x')], { free: { train: false, compare: true } }).text).toBe('');
  expect(offered(pair(), { free: { train: true, compare: false } }).text).toBe('');
});

test('the newest unfinished run of Train is resumed', async () => {
  const { text, labels, press } = offered([record('new', { finished: true }), record('old')]);
  expect(text).toMatch(/^A run of an earlier visit is saved: .*1,234 of 5,000 steps\.$/);
  expect(labels).toEqual(['Resume it']);
  expect(await press('Resume it')).toEqual(['resume old']);
});

test('a run that trains in another tab is watched or taken over', async () => {
  const { labels, press } = offered([record('x')], { elsewhere: ['x'] });
  expect(labels).toEqual(['Watch it', 'Take it over']);
  expect(await press('Watch it')).toEqual(['watch x']);
  expect(await press('Take it over')).toEqual(['watch x', 'resume x, taken over']);
});

test('both runs of Compare are resumed together', async () => {
  const { text, labels, press } = offered(pair());
  expect(text).toMatch(/^A comparison of an earlier visit is saved/);
  expect(labels).toEqual(['Resume it']);
  expect(await press('Resume it')).toEqual(['resume a and b']);
});

test('a run and a comparison are offered by one notice, each with its button', async () => {
  const { text, labels, press } = offered([record('x'), ...pair()]);
  expect(text).toMatch(/A run of an earlier visit is saved.*A comparison is saved, too/);
  expect(labels).toEqual(['Resume it', 'Resume the comparison']);
  expect(await press('Resume the comparison')).toEqual(['resume a and b']);
});

test('no comparison is made of runs that were none, of other data, or of a pair that trains elsewhere', () => {
  const [a, b] = pair();
  expect(offered([a]).text).toBe('');
  expect(offered(pair({ finished: true })).text).toBe('');
  expect(offered([a, { ...b, createdAt: 1000 + 3_600_000 }]).text).toBe('');
  expect(offered([a, { ...b, data: { id: 'other', kind: 'points', name: 'x.csv' } }]).text).toBe('');
  expect(offered(pair(), { elsewhere: ['b'] }).text).toBe('');
  // one may be finished where the other has more steps
  expect(offered([a, { ...b, finished: true }]).labels).toEqual(['Resume it']);
});
