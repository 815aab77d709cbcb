/** The text of a shader with a model axis: each access to an array is moved to the part of the model at hand, and nothing else is. */
import { expect, test } from 'vitest';
import { movedToModel } from '../../src/webgpu/modelAxis';

const moved = (code: string, ...arrays: string[]) => movedToModel(code, new Set(arrays));

test('reads, writes, and an index that is read from an array itself', () => {
  expect(moved('y[i] = x[2 * row + k];', 'x', 'y')).toBe(
    'y[begin_y + i32(i)] = x[begin_x + i32(2 * row + k)];',
  );
  expect(moved('x[order[i] + 1]', 'x', 'order')).toBe('x[begin_x + i32(order[begin_order + i32(i)] + 1)]');
});

test('arrays of a workgroup or a thread, members and longer names stay as they are', () => {
  const code = 'parts[local] = sums[k] + state.x[i] + max_x[i] + x4[i];';
  expect(moved(code, 'x')).toBe(code);
});

test('an array whose index is an access to another kind of array', () => {
  expect(moved('x[places[k]] + z', 'x')).toBe('x[begin_x + i32(places[k])] + z');
});
