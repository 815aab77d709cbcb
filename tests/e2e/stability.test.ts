/** Nothing moves by itself: the layout shift of each view, as browsers measure it for Core Web Vitals. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { browserOn, open } from './browser';

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

async function shiftsOf(page: Page): Promise<number> {
  await page.waitForTimeout(8000); // what loads a second or more after the first view, and the first samples
  const shifts = await page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts);
  for (const { value, at, moved } of shifts)
    if (value > 0.005) console.log(value.toFixed(4), Math.round(at), moved.join('; '));
  return cumulative(shifts);
}

const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
const VIEWS = {
  train: '',
  'train, images': '?dataset=mnist',
  'a run that trains': '?dataset=moons&width=32&batch=64&T=50&steps=300&backend=wasm&autostart=1',
  sample: '?view=sample',
  'sample, points': '?view=sample&pretrained=swiss-roll-cosine',
  'sample, a model that is unknown': '?view=sample&pretrained=no-such-model',
  compare: '?view=compare',
  process: '?view=process',
} as const;

test.each(
  Object.entries(VIEWS).flatMap(([name, query]) =>
    Object.keys(SIZES).map((size) => [name, size, query] as const),
  ),
)('%s, %s: what is seen stays where it is', async (name, size, query) => {
  const { page, faults } = await open(await browserOn('wasm'), '', {
    viewport: SIZES[size as keyof typeof SIZES],
  });
  await page.addInitScript(collect);
  await page.goto(page.url().replace(/\?.*/, '') + query);
  const shift = await shiftsOf(page);
  console.log(`${name}, ${size}: ${shift.toFixed(4)}`);
  expect(shift).toBeLessThanOrEqual(MOST);
  expect(faults).toEqual([]);
});

test('a shift is measured where there is one', async () => {
  const { page } = await open(await browserOn('wasm'), '');
  await page.addInitScript(collect);
  await page.reload();
  await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
  await page.evaluate(() => {
    const block = document.createElement('div');
    block.textContent = 'late';
    Object.assign(block.style, { height: '300px' });
    setTimeout(() => document.body.prepend(block), 1000);
  });
  expect(await shiftsOf(page)).toBeGreaterThan(MOST);
});
