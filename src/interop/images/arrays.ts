/**
 * Images and labels out of arrays: what a `.npy`, an `.npz` or an IDX file holds, whatever its layout and its number type, becomes
 * rasters of 0 to 255 and class numbers.
 */
import { sizeOf } from '../../lib/shape';
import * as words from '../../words/files/images';
import { FileError, quote } from '../fileError';
import type { IdxData } from '../idx';
import type { NpyData } from '../npy';
import type { Raster } from './raster';

/** Numbers and their shape, row-major. */
export interface NumberArray {
  readonly shape: readonly number[];
  readonly data: NpyData | IdxData;
  /** Names of the numbers, where the file has text: data then counts them from 0. */
  readonly names?: readonly string[];
}

/** Text as numbers in the order of the names. */
export function arrayOfText(text: readonly string[]): NumberArray {
  const names = [...new Set(text)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const index = new Map(names.map((name, i) => [name, i]));
  return { shape: [text.length], data: Int32Array.from(text, (name) => index.get(name)!), names };
}

export interface ImageLayout {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3 | 4;
  /** Whether the channels come before the pixels, as in PyTorch: [N, C, H, W]. */
  readonly planar: boolean;
}

const isChannels = (n: number): n is 1 | 3 | 4 => n === 1 || n === 3 || n === 4;

/** Rows of flattened images: a square of grey pixels, or three planes of colour as in CIFAR. */
function flattened(count: number, length: number): ImageLayout | null {
  const grey = Math.sqrt(length);
  if (Number.isInteger(grey) && grey >= 4)
    return { count, height: grey, width: grey, channels: 1, planar: false };
  const colour = Math.sqrt(length / 3);
  return Number.isInteger(colour) && colour >= 4
    ? { count, height: colour, width: colour, channels: 3, planar: true }
    : null;
}

/** How the axes of an array are images; null where they cannot be. */
function layoutOf(shape: readonly number[]): ImageLayout | null {
  const [count, a, b, c] = shape;
  switch (shape.length) {
    case 2:
      return flattened(count, a);
    case 3:
      return a >= 4 && b >= 4 ? { count, height: a, width: b, channels: 1, planar: false } : null;
    case 4:
      if (isChannels(c) && a >= 4 && b >= 4)
        return { count, height: a, width: b, channels: c, planar: false };
      return isChannels(a) && b >= 4 && c >= 4
        ? { count, height: b, width: c, channels: a, planar: true }
        : null;
    default:
      return null;
  }
}

/** How a number becomes a brightness of 0 to 255, and the sentence that says so where it is not plain. */
export interface Brightness {
  readonly scale: number;
  readonly offset: number;
  readonly notice: string | null;
}

/**
 * By the range of all numbers: 0 to 255 as it is, 0 to 1 and -1 to 1 as the usual normalisations, 16 bit by its range, anything else
 * stretched between its least and its greatest number.
 * @throws FileError for a number that is not finite
 */
export function brightnessOf({ data }: NumberArray, where: string): Brightness {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let whole = true;
  for (let i = 0; i < data.length; i++) {
    const value = data[i];
    if (!Number.isFinite(value))
      throw refused(words.numberAt(where, i), quote(value), words.finiteNumbers, words.removeNotFinite);
    if (value < low) low = value;
    if (value > high) high = value;
    whole &&= Number.isInteger(value);
  }
  const spans = (from: number, to: number) => low >= from && high <= to;
  if (spans(0, 1)) return { scale: 255, offset: 0, notice: null };
  if (spans(0, 255)) return { scale: 1, offset: 0, notice: null };
  if (spans(-1, 1)) return { scale: 127.5, offset: 127.5, notice: null };
  if (whole && spans(0, 65535)) return { scale: 255 / 65535, offset: 0, notice: null };
  return {
    scale: high > low ? 255 / (high - low) : 0,
    offset: high > low ? (-255 * low) / (high - low) : 0,
    notice: words.stretched(number(low), number(high)),
  };
}

const number = (value: number) => String(Number(value.toPrecision(4)));

/** One image of an array. */
export function rasterAt(
  { data }: NumberArray,
  { height, width, channels, planar }: ImageLayout,
  { scale, offset }: Brightness,
  index: number,
): Raster {
  const pixels = height * width;
  const begin = index * pixels * channels;
  const out = new Uint8ClampedArray(pixels * channels); // rounds and clamps
  for (let i = 0; i < pixels; i++)
    for (let c = 0; c < channels; c++)
      out[i * channels + c] = scale * data[begin + (planar ? c * pixels + i : i * channels + c)] + offset;
  return { width, height, channels, data: out };
}

/** Class numbers from 0, and the name of each: the label as it stood in the file. */
export interface Labels {
  readonly numbers: Uint8Array;
  readonly names: readonly string[];
}

/** The most classes that a label of eight bits counts, one of them reserved for "no class". */
export const MOST_CLASSES = 255;

/** The labels of `count` images: one whole number each, or a row of one-hot numbers; null where the array is none. */
function labelsOf({ shape, data, names }: NumberArray, count: number): Labels | null {
  if (shape[0] !== count) return null;
  const length = sizeOf(shape.slice(1));
  const values = length === 1 ? Array.from(data, Number) : shape.length === 2 ? oneHot(data, length) : null;
  if (!values?.every(Number.isInteger)) return null;
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  if (distinct.length > MOST_CLASSES) return null;
  const index = new Map(distinct.map((value, i) => [value, i]));
  return {
    numbers: Uint8Array.from(values, (value) => index.get(value)!),
    names: distinct.map((value) => names?.[value] ?? String(value)),
  };
}

function oneHot(data: NumberArray['data'], classes: number): number[] | null {
  const out: number[] = [];
  for (let begin = 0; begin < data.length; begin += classes) {
    const row = Array.from(data.subarray(begin, begin + classes));
    const hot = row.indexOf(1);
    if (hot < 0 || row.some((value, i) => value !== (i === hot ? 1 : 0))) return null;
    out.push(hot);
  }
  return out;
}

const IMAGE_NAMES = /^(x|x_train|images?|train_images|train_x|samples|data|arr_0|imgs)$/i;
const LABEL_NAMES = /^(y|y_train|labels?|train_labels|train_y|targets?|classes|fine_labels)$/i;

/** The name of an array without the folders and the ending of its file. */
const bare = (name: string): string => name.replace(/^.*\//, '').replace(/\.npy(?:\.gz)?$/i, '');
const isImages = (name: string): boolean => IMAGE_NAMES.test(bare(name));
const isLabels = (name: string): boolean => LABEL_NAMES.test(bare(name));

/** The images among named arrays, with their labels where an array of as many whole numbers stands beside them. */
export interface ChosenArrays {
  readonly name: string;
  readonly array: NumberArray;
  readonly layout: ImageLayout;
  readonly labels: (Labels & { readonly from: string }) | null;
  /** Names of the arrays that are neither. */
  readonly unused: readonly string[];
}

/** By the names that people give (images, x, x_train; labels, y), else the largest. @throws FileError where none can be images */
export function chooseArrays(arrays: ReadonlyMap<string, NumberArray>, where: string): ChosenArrays {
  const candidates = [...arrays].flatMap(([name, array]) => {
    const layout = layoutOf(array.shape);
    return layout && !array.names && !isLabels(name) ? [{ name, array, layout }] : [];
  });
  const chosen =
    candidates.find(({ name }) => isImages(name)) ??
    candidates.sort((a, b) => b.array.data.length - a.array.data.length)[0];
  if (!chosen) {
    const shapes = [...arrays].map(([name, { shape }]) => `${quote(name)} ${quote([...shape])}`).join(', ');
    throw refused(where, shapes || words.noArray, words.layouts, words.saveInLayout);
  }
  const others = [...arrays].filter(([name]) => name !== chosen.name);
  const labels = labelsAmong(others, chosen.layout.count);
  const unused = others.map(([name]) => name).filter((name) => name !== labels?.from);
  return { ...chosen, labels, unused };
}

function labelsAmong(
  arrays: readonly (readonly [string, NumberArray])[],
  count: number,
): ChosenArrays['labels'] {
  const byName = arrays.filter(([name]) => isLabels(name));
  const byShape = arrays.filter(([name, { shape }]) => !isLabels(name) && shape.length === 1);
  for (const [from, array] of [...byName, ...byShape]) {
    const labels = labelsOf(array, count);
    if (labels) return { ...labels, from };
  }
  return null;
}

function refused(field: string, found: string, expected: string, hint: string): FileError {
  return new FileError({ field, found, expected, hint });
}
