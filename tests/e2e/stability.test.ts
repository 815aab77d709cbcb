/** Nothing moves by itself: the layout shift of each view, as browsers measure it for Core Web Vitals. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { browserOn, type OpenedPage, open } from './browser';

/** "Good" ends at 0.1; the page asks for half of it. */
const MOST = 0.05;

interface Shift {
  readonly value: number;
  readonly at: number;
  readonly moved: readonly string[];
}

/** Collects the shifts that no press of the visitor caused, from the first paint on. */
const collect = () => {
  const shifts: Shift[] = [];
  Object.assign(window, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as {
      value: number;
      startTime: number;
      hadRecentInput: boolean;
      sources: { node?: Element }[];
    }[])
      if (!entry.hadRecentInput)
        shifts.push({
          value: entry.value,
          at: entry.startTime,
          moved: entry.sources.map(({ node }) => `${node?.nodeName} ${node?.className ?? ''}`),
        });
  }).observe({ type: 'layout-shift', buffered: true });
};

/** The largest sum of shifts within 5 s without a pause of 1 s: Cumulative Layout Shift (web.dev/cls). */
function cumulative(shifts: readonly Shift[]): number {
  let most = 0;
  let sum = 0;
  let [first, last] = [0, Number.NEGATIVE_INFINITY];
  for (const { value, at } of shifts) {
    if (at - last > 1000 || at - first > 5000) [sum, first] = [0, at];
    last = at;
    sum += value;
    most = Math.max(most, sum);
  }
  return most;
}

const shiftsOf = (page: Page): Promise<readonly Shift[]> =>
  page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts);

/** Milliseconds in which a page has loaded what comes a second or more after its first view. */
const LATER = 3000;

const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

/** The first samples that Sample draws by itself. */
const firstSamples = ({ status }: OpenedPage) =>
  expect.poll(() => status('Network evaluations')).toMatch(/^[1-9]/);

const VIEWS: readonly { name: string; query: string; comes?: (opened: OpenedPage) => Promise<unknown> }[] = [
  { name: 'train', query: '' },
  { name: 'train, images', query: '?dataset=mnist' },
  {
    name: 'a run that trains',
    query: '?dataset=moons&width=32&batch=64&T=50&steps=300&backend=wasm&autostart=1',
    comes: ({ waitForStep }) => waitForStep(1),
  },
  { name: 'sample', query: '?view=sample', comes: firstSamples },
  { name: 'sample, points', query: '?view=sample&pretrained=swiss-roll-cosine', comes: firstSamples },
  { name: 'sample, a model that is unknown', query: '?view=sample&pretrained=no-such-model' },
  { name: 'compare', query: '?view=compare' },
  { name: 'process', query: '?view=process' },
];

test.each(VIEWS)(
  '$name: what is seen stays where it is, on a wide screen and on a phone',
  async ({ name, query, comes }) => {
    const browser = await browserOn('wasm');
    const shiftsAt = async (size: keyof typeof SIZES) => {
      const opened = await open(browser, query, { viewport: SIZES[size], init: collect });
      const { page, faults } = opened;
      await page.waitForLoadState('networkidle');
      await comes?.(opened);
      await page.waitForTimeout(LATER);
      const shifts = await shiftsOf(page);
      for (const { value, at, moved } of shifts)
        if (value > 0.005) console.log(name, size, value.toFixed(4), Math.round(at), moved.join('; '));
      expect(faults).toEqual([]);
      return cumulative(shifts);
    };
    const [wide, phone] = await Promise.all([shiftsAt('wide'), shiftsAt('phone')]); // both wait most of the time
    console.log(`${name}: ${wide.toFixed(4)} wide, ${phone.toFixed(4)} on a phone`);
    expect(Math.max(wide, phone)).toBeLessThanOrEqual(MOST);
  },
);

test('a shift is measured where there is one', async () => {
  const { page } = await open(await browserOn('wasm'), '', { init: collect });
  await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
  await page.evaluate(() => {
    const block = document.createElement('div');
    block.textContent = 'late';
    Object.assign(block.style, { height: '300px' });
    document.body.prepend(block);
  });
  await expect.poll(async () => cumulative(await shiftsOf(page))).toBeGreaterThan(MOST);
});
