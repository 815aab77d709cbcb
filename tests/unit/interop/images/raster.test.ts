import { describe, expect, test } from 'vitest';
import { fitRaster, isColoured, type Raster } from '../../../../src/interop/images/raster';

const grey = (width: number, height: number, value: (x: number, y: number) => number): Raster => ({
  width,
  height,
  channels: 1,
  data: Uint8Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width))),
});

describe('fitting a raster', () => {
  test('an image of the target size comes back unchanged', () => {
    const image = grey(8, 8, (x, y) => 31 * x + 3 * y);
    expect([...fitRaster(image, { size: 8, channels: 1 })]).toEqual([...image.data]);
  });

  test('shrinking by a whole factor is the mean of each square', () => {
    const image = grey(12, 12, (x, y) => (x * 37 + y * 91) % 256);
    const out = fitRaster(image, { size: 4, channels: 1 });
    for (let y = 0; y < 4; y++)
      for (let x = 0; x < 4; x++) {
        let sum = 0;
        for (let dy = 0; dy < 3; dy++)
          for (let dx = 0; dx < 3; dx++) sum += image.data[(3 * y + dy) * 12 + 3 * x + dx];
        expect(out[4 * y + x]).toBe(Math.round(sum / 9));
      }
  });

  test('shrinking by any factor keeps the mean brightness', () => {
    const image = grey(100, 100, (x, y) => (x * x + 7 * y) % 256);
    const mean = (data: ArrayLike<number>) => Array.from(data).reduce((sum, v) => sum + v, 0) / data.length;
    expect(mean(fitRaster(image, { size: 28, channels: 1 }))).toBeCloseTo(mean(image.data), 0);
  });

  test('the crop is the central square, of wide and of tall images', () => {
    const wide = grey(30, 10, (x) => (x >= 10 && x < 20 ? 200 : 0));
    expect(new Set(fitRaster(wide, { size: 5, channels: 1 }))).toEqual(new Set([200]));
    const tall = grey(10, 30, (_, y) => (y >= 10 && y < 20 ? 90 : 0));
    expect(new Set(fitRaster(tall, { size: 5, channels: 1 }))).toEqual(new Set([90]));
  });

  test('enlarging interpolates between pixel centres and invents no value beyond them', () => {
    const out = fitRaster(
      grey(2, 2, (x) => 100 * x),
      { size: 4, channels: 1 },
    );
    expect([...out.subarray(0, 4)]).toEqual([0, 25, 75, 100]);
  });

  test('transparent pixels show white, half transparent ones half of it', () => {
    const image: Raster = {
      width: 2,
      height: 2,
      channels: 4,
      data: Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 51, 10, 20, 30, 255]),
    };
    expect([...fitRaster(image, { size: 2, channels: 3 })]).toEqual([
      255, 255, 255, 0, 0, 0, 204, 204, 204, 10, 20, 30,
    ]);
  });

  test('grey of a colour is its BT.601 luma, and grey spreads to three channels', () => {
    const red: Raster = { width: 1, height: 1, channels: 3, data: Uint8Array.from([255, 0, 0]) };
    expect([...fitRaster(red, { size: 1, channels: 1 })]).toEqual([76]);
    expect([
      ...fitRaster(
        grey(1, 1, () => 9),
        { size: 1, channels: 3 },
      ),
    ]).toEqual([9, 9, 9]);
  });

  test('colour is a hue that can be seen, not compression and not a transparent pixel', () => {
    const pixel = (...data: number[]): Raster => ({
      width: 1,
      height: 1,
      channels: data.length as 3 | 4,
      data: Uint8Array.from(data),
    });
    expect(isColoured(pixel(200, 20, 20))).toBe(true);
    expect(isColoured(pixel(200, 195, 205))).toBe(false);
    expect(isColoured(pixel(255, 0, 0, 0))).toBe(false);
  });
});
