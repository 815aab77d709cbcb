/**
 * An animated GIF (GIF89a, CompuServe 1990): frames of one size over one table of at most 256 colours, which are the most frequent ones
 * of all frames. Frames are taken one by one and packed at the end.
 */

export interface GifFrame {
  /** [4 · width · height] RGBA, opaque */
  readonly pixels: Uint8ClampedArray;
  /** Duration; GIF counts hundredths of a second. */
  readonly milliseconds: number;
}

const TABLE_BITS = 8;
const COLOURS = 1 << TABLE_BITS;
/** Five bits a channel: enough for the eye in a moving picture. */
const KEYS = 1 << 15;

const keyOf = (r: number, g: number, b: number): number => ((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3);
/** A channel of a key as a byte: 31 is 255. */
const channel = (key: number, shift: number): number => {
  const five = (key >> shift) & 31;
  return (five << 3) | (five >> 2);
};

/** @returns the most frequent keys, at most 256, and for every key the nearest of them */
function tableOf(counts: Uint32Array): { colours: Uint16Array; nearest: Uint8Array } {
  const used = Array.from(counts.keys()).filter((key) => counts[key] > 0);
  const colours = Uint16Array.from(used.sort((a, b) => counts[b] - counts[a]).slice(0, COLOURS));
  const nearest = new Uint8Array(KEYS);
  for (const key of used) {
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < colours.length; i++) {
      let distance = 0;
      for (const shift of [10, 5, 0]) distance += (((key >> shift) & 31) - ((colours[i] >> shift) & 31)) ** 2;
      if (distance < best) {
        best = distance;
        nearest[key] = i;
      }
    }
  }
  return { colours, nearest };
}

/** A byte buffer that grows. */
class Bytes {
  private bytes = new Uint8Array(1 << 16);
  private length = 0;
  put(...values: readonly number[]): void {
    for (const value of values) {
      if (this.length === this.bytes.length) {
        const larger = new Uint8Array(2 * this.length);
        larger.set(this.bytes);
        this.bytes = larger;
      }
      this.bytes[this.length++] = value;
    }
  }
  short(value: number): void {
    this.put(value & 255, value >> 8);
  }
  result(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

const MOST_CODES = 4096;

/** Variable-length LZW (GIF89a, appendix F), in blocks of at most 255 bytes. @param indices into the colour table */
function putImage(out: Bytes, indices: Uint8Array): void {
  const clear = COLOURS;
  const end = clear + 1;
  let width = TABLE_BITS + 1;
  let next = end + 1;
  /** Code of (prefix, index), if the dictionary has one. */
  let table = new Map<number, number>();
  let pending = 0;
  let bits = 0;
  let block: number[] = [];
  const flush = () => {
    if (block.length > 0) out.put(block.length, ...block);
    block = [];
  };
  const emit = (code: number) => {
    pending |= code << bits;
    bits += width;
    while (bits >= 8) {
      block.push(pending & 255);
      pending >>>= 8;
      bits -= 8;
      if (block.length === 255) flush();
    }
  };
  out.put(TABLE_BITS);
  emit(clear);
  let prefix = indices[0];
  for (let i = 1; i < indices.length; i++) {
    const pair = (prefix << 8) | indices[i];
    const known = table.get(pair);
    if (known !== undefined) {
      prefix = known;
      continue;
    }
    emit(prefix);
    if (next < MOST_CODES) {
      // The decoder learns a code one step later: the width grows when the code before this one filled it.
      if (next === 1 << width) width++;
      table.set(pair, next++);
    } else {
      emit(clear);
      width = TABLE_BITS + 1;
      next = end + 1;
      table = new Map();
    }
    prefix = indices[i];
  }
  emit(prefix);
  if (next === 1 << width && width < 12) width++;
  emit(end);
  if (bits > 0) block.push(pending & 255);
  flush();
  out.put(0);
}

/** Frames are added in order; `bytes` packs them. */
export class GifWriter {
  private readonly counts = new Uint32Array(KEYS);
  private readonly frames: { readonly keys: Uint16Array; readonly milliseconds: number }[] = [];

  constructor(
    readonly width: number,
    readonly height: number,
  ) {}

  add({ pixels, milliseconds }: GifFrame): void {
    const keys = new Uint16Array(this.width * this.height);
    for (let i = 0, p = 0; i < keys.length; i++, p += 4) {
      keys[i] = keyOf(pixels[p], pixels[p + 1], pixels[p + 2]);
      this.counts[keys[i]]++;
    }
    this.frames.push({ keys, milliseconds });
  }

  /** @returns the file; it plays for ever */
  bytes(): Uint8Array {
    const { width, height, frames } = this;
    const { colours, nearest } = tableOf(this.counts);
    const out = new Bytes();
    out.put(...ascii('GIF89a'));
    out.short(width);
    out.short(height);
    out.put(0x80 | ((TABLE_BITS - 1) << 4) | (TABLE_BITS - 1), 0, 0);
    for (let i = 0; i < COLOURS; i++)
      for (const shift of [10, 5, 0]) out.put(i < colours.length ? channel(colours[i], shift) : 0);
    out.put(0x21, 0xff, 11, ...ascii('NETSCAPE2.0'), 3, 1, 0, 0, 0);
    for (const { keys, milliseconds } of frames) {
      out.put(0x21, 0xf9, 4, 0);
      out.short(Math.round(milliseconds / 10));
      out.put(0, 0, 0x2c);
      for (const value of [0, 0, width, height]) out.short(value);
      out.put(0);
      putImage(
        out,
        Uint8Array.from(keys, (key) => nearest[key]),
      );
    }
    out.put(0x3b);
    return out.result();
  }
}

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
