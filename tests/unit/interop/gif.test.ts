import { describe, expect, test } from 'vitest';
import { GifWriter } from '../../../src/interop/gif';
import { createRng } from '../../../src/lib/rng';

interface Decoded {
  readonly width: number;
  readonly height: number;
  /** How often it repeats, 0 for ever; null where the file does not say. */
  readonly repeats: number | null;
  readonly frames: readonly { readonly pixels: number[][]; readonly delay: number }[];
}

/** LZW as GIF89a's appendix F decodes it: code by code, from tables of whole strings. */
function unpack(data: readonly number[], codeSize: number): number[] {
  const clear = 1 << codeSize;
  const fresh = () => [...Array.from({ length: clear }, (_, i) => [i]), [], []];
  let strings = fresh();
  let width = codeSize + 1;
  let previous: number[] | null = null;
  let bit = 0;
  const out: number[] = [];
  for (;;) {
    if (bit > 8 * data.length) throw new Error('the codes have no end');
    let code = 0;
    for (let k = 0; k < width; k++, bit++) code |= ((data[bit >> 3] >> (bit & 7)) & 1) << k;
    if (code === clear + 1) return out;
    if (code === clear) {
      strings = fresh();
      width = codeSize + 1;
      previous = null;
      continue;
    }
    const string: number[] = strings[code] ?? [...previous!, previous![0]];
    out.push(...string);
    if (previous && strings.length < 4096) strings.push([...previous, string[0]]);
    if (strings.length === 1 << width && width < 12) width++;
    previous = string;
  }
}

function decode(bytes: Uint8Array): Decoded {
  const short = (at: number) => bytes[at] | (bytes[at + 1] << 8);
  expect(String.fromCharCode(...bytes.slice(0, 6))).toBe('GIF89a');
  const [width, height] = [short(6), short(8)];
  const colours = 2 << (bytes[10] & 7);
  const colour = (i: number) => [...bytes.slice(13 + 3 * i, 16 + 3 * i)];
  const frames: { pixels: number[][]; delay: number }[] = [];
  let delay = 0;
  let repeats: number | null = null;
  let at = 13 + 3 * colours;
  const blocks = () => {
    const data: number[] = [];
    while (bytes[at] > 0) {
      data.push(...bytes.slice(at + 1, at + 1 + bytes[at]));
      at += 1 + bytes[at];
    }
    at++;
    return data;
  };
  while (bytes[at] !== 0x3b) {
    if (bytes[at] === 0x21) {
      const label = bytes[at + 1];
      if (label === 0xf9) delay = 10 * short(at + 4);
      at += 2;
      const data = blocks();
      if (label === 0xff && String.fromCharCode(...data.slice(0, 11)) === 'NETSCAPE2.0')
        repeats = data[12] | (data[13] << 8);
    } else {
      expect(bytes[at]).toBe(0x2c);
      expect([short(at + 5), short(at + 7)]).toEqual([width, height]);
      const size = bytes[at + 10];
      at += 11;
      frames.push({ pixels: unpack(blocks(), size).map(colour), delay });
    }
  }
  return { width, height, repeats, frames };
}

const picture = (colours: readonly (readonly number[])[]) =>
  Uint8ClampedArray.from(colours.flatMap((colour) => [...colour, 255]));

describe('an animated GIF', () => {
  test('gives back frames of few colours exactly, each with its time', () => {
    const frames = [
      picture([
        [0, 0, 0],
        [255, 255, 255],
        [255, 0, 0],
        [0, 0, 0],
        [0, 255, 0],
        [0, 0, 255],
      ]),
      picture(Array.from({ length: 6 }, () => [255, 255, 255])),
    ];
    const writer = new GifWriter(3, 2);
    for (const [i, pixels] of frames.entries()) writer.add({ pixels, milliseconds: 40 + 1460 * i });
    const decoded = decode(writer.bytes());
    expect(decoded).toMatchObject({ width: 3, height: 2, repeats: 0 });
    for (const [i, { pixels, delay }] of decoded.frames.entries()) {
      expect(picture(pixels)).toEqual(frames[i]);
      expect(delay).toBe(40 + 1460 * i);
    }
    expect(decoded.frames).toHaveLength(2);
  });

  test('survives more strings than its table of codes holds', () => {
    // Noise of 200 colours: a new code at nearly every pixel, so that the table is full many times over.
    const rng = createRng({ seed: 1, stream: 'data', step: 0 });
    const size = 180;
    const palette = Array.from({ length: 200 }, (_, i) => [(i % 8) * 8, (i >> 3) * 8, 248]);
    const colours = Array.from({ length: size * size }, () => palette[Math.floor(200 * rng.uniform())]);
    const writer = new GifWriter(size, size);
    writer.add({ pixels: picture(colours), milliseconds: 40 });
    const [{ pixels }] = decode(writer.bytes()).frames;
    const five = (colour: readonly number[]) => colour.map((v) => v >> 3);
    expect(pixels.map(five)).toEqual(colours.map(five));
  });

  test('gives the nearest of 256 colours where a picture has more', () => {
    const colours = Array.from({ length: 32 * 32 }, (_, i) => [(i % 32) * 8, (i >> 5) * 8, 0]);
    const writer = new GifWriter(32, 32);
    writer.add({ pixels: picture(colours), milliseconds: 40 });
    const [{ pixels }] = decode(writer.bytes()).frames;
    expect(new Set(pixels.map(String)).size).toBeLessThanOrEqual(256);
  });
});
