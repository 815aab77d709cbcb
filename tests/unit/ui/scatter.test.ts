import { afterEach, expect, test, vi } from 'vitest';
import { columnScales, drawScatter } from '../../../src/ui/files/scatter';

afterEach(() => vi.unstubAllGlobals());

/** Width and height of what is drawn of [n, 2] points on a canvas of 200 × 200 pixels. */
function extentOf(points: Float32Array): [number, number] {
  vi.stubGlobal('getComputedStyle', () => ({ getPropertyValue: () => 'black' }));
  const xs: number[] = [];
  const ys: number[] = [];
  const fillRect = (x: number, y: number) => {
    xs.push(x);
    ys.push(y);
  };
  const canvas = { width: 200, height: 200, getContext: () => ({ clearRect() {}, fillRect }) };
  drawScatter(canvas as unknown as HTMLCanvasElement, points, null);
  return [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)];
}

const ellipse = (a: number, b: number) =>
  Float32Array.from({ length: 200 }, (_, i) =>
    i % 2 === 0 ? a * Math.cos((i * Math.PI) / 100) : b * Math.sin(((i - 1) * Math.PI) / 100),
  );

test('a preview draws columns in their proportions, and each at its own scale where training does', () => {
  const [width, height] = extentOf(ellipse(10, 1));
  expect(height / width).toBeCloseTo(0.1, 5);
  const seconds = ellipse(2500, 0.25); // seconds beside volts
  const [wide, high] = extentOf(seconds);
  expect(high / wide).toBeCloseTo(1, 5);
  const [x, y] = columnScales(seconds);
  expect(x / y).toBeCloseTo(1e4, 0);
});
