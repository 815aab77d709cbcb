/** Wherever handles of a drawn schedule are dragged and added, they stay ones that a link can hold. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  COSINE_HANDLES,
  formatHandles,
  MOST_HANDLES,
  parseHandles,
} from '../../../src/diffusion/schedules/drawn';
import {
  handleAt,
  handleNear,
  heightOf,
  movedTo,
  rangeOf,
  withOneMore,
} from '../../../src/ui/widgets/scheduleHandles';

const COSINE = parseHandles(COSINE_HANDLES);
const PICTURE = { width: 320, height: 200 };

test('handles that are moved anywhere, one after the other, still fall over time', () => {
  const place = fc.record({
    t: fc.double({ min: -1, max: 2, noNaN: true }),
    logSnr: fc.double({ min: -99, max: 99, noNaN: true }),
  });
  const moves = fc.array(fc.tuple(fc.nat({ max: COSINE.length - 1 }), place), { maxLength: 30 });
  fc.assert(
    fc.property(moves, (list) => {
      const handles = list.reduce((before, [k, to]) => movedTo(before, k, to), COSINE);
      const text = formatHandles(handles);
      expect(formatHandles(parseHandles(text))).toBe(text);
    }),
  );
});

test('handles are added on the curve, where they belong, until there are as many as there may be', () => {
  let handles = COSINE;
  for (let more = withOneMore(handles); more; more = withOneMore(handles)) {
    expect(more.handles.filter((_, i) => i !== more!.k)).toEqual(handles);
    ({ handles } = more);
    expect(parseHandles(formatHandles(handles))).toEqual(handles);
  }
  expect(handles).toHaveLength(MOST_HANDLES);
});

test('a pointer takes the handle under it, and what it says there is that handle; none is taken from 23 pixels away', () => {
  const range = rangeOf(COSINE);
  for (const [k, { t, logSnr }] of COSINE.entries()) {
    const place = { ...PICTURE, x: t * PICTURE.width, y: heightOf(range, logSnr) * PICTURE.height };
    expect(handleNear(place, COSINE)).toBe(k);
    expect(handleAt(place, range).t).toBeCloseTo(t, 9);
    expect(handleAt(place, range).logSnr).toBeCloseTo(logSnr, 9);
  }
  expect(
    handleNear({ ...PICTURE, x: PICTURE.width - 23, y: 0 }, [COSINE[0], COSINE[COSINE.length - 1]]),
  ).toBeNull();
});
