/**
 * A recording is one reverse trajectory of a trained model, small enough that the page shows it before anything else has loaded. States
 * of points are 16 bits a coordinate, states of images and all guesses 8 bits a value, scaled frame by frame.
 *
 *   "DLR1" | uint32 length of the header | header (JSON, padded to 4 bytes) | states | uint8 guesses     (little-endian)
 *
 * A recording of images may be gzipped.
 */

import type { RunConfig } from '../config/fields';
import { parseRunConfig } from '../config/parse';
import { sizeOf } from '../lib/shape';
import type { Trajectory } from '../types/trajectory';
import * as words from '../words/files/recording';
import { FileError, quote } from './fileError';
import type { Json, JsonObject } from './strictJson';

export interface TrajectoryFile {
  readonly trajectory: Trajectory;
  readonly config: RunConfig;
  /** Training steps of the model that was recorded. */
  readonly step: number;
}

const MAGIC = 'DLR1';
const SPACE = 32;
const BYTE_LEVELS = 255;

/** How states are stored: images show no more than 8 bits, and points move by less than a pixel of them. */
interface StateForm {
  readonly bytes: 1 | 2;
  readonly levels: number;
  view(buffer: ArrayBuffer, at: number, length: number): Uint16Array | Uint8Array;
}

const POINT_STATES: StateForm = {
  bytes: 2,
  levels: 65_535,
  view: (buffer, at, length) => new Uint16Array(buffer, at, length),
};
const IMAGE_STATES: StateForm = {
  bytes: 1,
  levels: BYTE_LEVELS,
  view: (buffer, at, length) => new Uint8Array(buffer, at, length),
};

const stateForm = (shape: readonly number[]): StateForm => (shape.length === 1 ? POINT_STATES : IMAGE_STATES);

/** Values of a recording's states, at most. */
export const MOST_VALUES = 8_000_000;

/** Least and largest value of each frame of [frames, count, ...shape]. */
function ranges(values: Float32Array, frames: number): [number, number][] {
  const size = values.length / frames;
  return Array.from({ length: frames }, (_, frame) => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const value of values.subarray(frame * size, (frame + 1) * size)) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return [low, high];
  });
}

function quantise(
  values: Float32Array,
  ranges: readonly [number, number][],
  levels: number,
  out: Uint16Array | Uint8Array,
): void {
  const size = values.length / ranges.length;
  for (let i = 0; i < values.length; i++) {
    const [low, high] = ranges[Math.floor(i / size)];
    out[i] = Math.round(((values[i] - low) / (high - low || 1)) * levels);
  }
}

function widen(
  stored: Uint16Array | Uint8Array,
  ranges: readonly (readonly [number, number])[],
  levels: number,
): Float32Array {
  const values = new Float32Array(stored.length);
  const size = stored.length / ranges.length;
  for (let i = 0; i < stored.length; i++) {
    const [low, high] = ranges[Math.floor(i / size)];
    values[i] = low + ((high - low) * stored[i]) / levels;
  }
  return values;
}

/** @throws RangeError where a value is not finite: a plot of it would be wrong */
export function encodeTrajectoryFile({ trajectory, config, step }: TrajectoryFile): Uint8Array {
  const { shape, states, guesses, frames, count, times, alphas, sigmas, labels, nfe, milliseconds } =
    trajectory;
  if (!states.every(Number.isFinite) || !guesses.every(Number.isFinite))
    throw new RangeError('a recording needs finite states and guesses');
  const stateRanges = ranges(states, frames);
  const guessRanges = ranges(guesses, frames);
  const header = JSON.stringify({
    config, // whole: what a parser assumes of absent fields depends on the data set
    step,
    shape,
    ...(labels && { labels: [...labels] }),
    frames,
    count,
    nfe,
    milliseconds,
    times: [...times],
    alphas: [...alphas],
    sigmas: [...sigmas],
    stateRanges,
    guessRanges,
  });
  const unpadded = new TextEncoder().encode(header);
  const headerBytes = new Uint8Array(4 * Math.ceil(unpadded.length / 4)).fill(SPACE);
  headerBytes.set(unpadded);
  const length = sizeOf(shape) * frames * count;
  const form = stateForm(shape);
  const file = new Uint8Array(8 + headerBytes.length + (form.bytes + 1) * length);
  file.set(new TextEncoder().encode(MAGIC));
  new DataView(file.buffer).setUint32(4, headerBytes.length, true);
  file.set(headerBytes, 8);
  const at = 8 + headerBytes.length;
  quantise(states, stateRanges, form.levels, form.view(file.buffer, at, length));
  quantise(guesses, guessRanges, BYTE_LEVELS, new Uint8Array(file.buffer, at + form.bytes * length, length));
  return file;
}

function refuse(field: string, found: string, expected: string): FileError {
  return new FileError({ field: words.inRecording(field), found, expected, hint: words.recordingDamaged });
}

const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isWhole = (value: unknown): value is number => Number.isInteger(value);

function wholeNumber(header: JsonObject, name: string, least: number): number {
  const value = header[name];
  if (!isWhole(value) || value < least) throw refuse(name, quote(value), words.wholeFrom(least));
  return value;
}

function list<T extends Json>(
  header: JsonObject,
  name: string,
  length: number,
  isItem: (value: Json) => value is T,
  expected: string,
): T[] {
  const value = header[name];
  if (!Array.isArray(value) || value.length !== length || !value.every(isItem))
    throw refuse(name, quote(value), expected);
  return value;
}

const numbers = (header: JsonObject, name: string, length: number): Float32Array =>
  Float32Array.from(list(header, name, length, isNumber, words.numbers(length)));

const isPair = (value: Json): value is [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every(isNumber);

const pairs = (header: JsonObject, name: string, length: number): [number, number][] =>
  list(header, name, length, isPair, `${length} × [a,b]`);

/** [2] for points, where the header names no shape, or [height, width, channels]. */
function shapeOf({ shape }: JsonObject): readonly number[] {
  if (shape === undefined) return [2];
  const whole = (n: Json) => isWhole(n) && n >= 1 && n <= 1024;
  if (!Array.isArray(shape) || (shape.length !== 1 && shape.length !== 3) || !shape.every(whole))
    throw refuse('shape', quote(shape), '[2], [h,w,c]');
  return shape as number[];
}

/** The platform's parser: the strict one is not part of the first view, and every value is checked below. */
function headerOf(bytes: Uint8Array): JsonObject {
  let parsed: unknown = null;
  try {
    parsed = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // refused below, like any other that is no object
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw refuse(words.header, quote(parsed), words.jsonObject);
  return parsed as JsonObject;
}

/** @throws FileError that names what is wrong */
export function decodeTrajectoryFile(bytes: Uint8Array): TrajectoryFile {
  const magic = new TextDecoder().decode(bytes.subarray(0, 4));
  if (bytes.length < 8 || magic !== MAGIC) throw refuse(words.header, quote(magic), `"${MAGIC}"`);
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  if (headerLength > bytes.length - 8)
    throw refuse(words.header, `${headerLength} B`, words.atMost(`${bytes.length - 8} B`));
  const header = headerOf(bytes.subarray(8, 8 + headerLength));
  const frames = wholeNumber(header, 'frames', 2);
  const count = wholeNumber(header, 'count', 1);
  const shape = shapeOf(header);
  const form = stateForm(shape);
  const length = sizeOf(shape) * frames * count;
  if (length > MOST_VALUES) throw refuse(words.body, words.numbers(length), words.atMost(MOST_VALUES));
  const body = bytes.slice(8 + headerLength);
  const expected = (form.bytes + 1) * length;
  if (body.length !== expected) throw refuse(words.body, `${body.length} B`, `${expected} B`);
  const stateRanges = pairs(header, 'stateRanges', frames);
  const guessRanges = pairs(header, 'guessRanges', frames);
  const { config, problems } = parseRunConfig((header.config ?? {}) as Record<string, unknown>);
  if (problems.length > 0)
    throw refuse(`config, ${problems[0].field}`, quote(problems[0].value), problems[0].allowed);
  return {
    config,
    step: wholeNumber(header, 'step', 0),
    trajectory: {
      shape,
      states: widen(form.view(body.buffer, 0, length), stateRanges, form.levels),
      guesses: widen(new Uint8Array(body.buffer, form.bytes * length, length), guessRanges, BYTE_LEVELS),
      ...(header.labels !== undefined && { labels: Int32Array.from(numbers(header, 'labels', count)) }),
      times: numbers(header, 'times', frames),
      alphas: numbers(header, 'alphas', frames),
      sigmas: numbers(header, 'sigmas', frames),
      count,
      frames,
      nfe: wholeNumber(header, 'nfe', 0),
      milliseconds: isNumber(header.milliseconds) ? header.milliseconds : 0,
    },
  };
}
