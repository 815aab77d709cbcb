/**
 * A recording is one reverse trajectory of a trained model in about a hundred kilobytes: what the page shows before anything else
 * has loaded. States are 16 bits a coordinate, scaled frame by frame; guesses, drawn small, are 8 bits.
 *
 *   "DLR1" | uint32 length of the header | header (JSON, padded to 4 bytes) | uint16 states | uint8 guesses     (little-endian)
 */

import type { Trajectory } from '../../workers/protocol';
import { DEFAULT_CONFIG, type RunConfig } from '../config/fields';
import { parseRunConfig } from '../config/parse';
import { FileError, shown } from './fileError';
import { type Json, type JsonObject, parseStrictJsonObject } from './strictJson';

export interface Recording {
  readonly trajectory: Trajectory;
  readonly config: RunConfig;
  /** Training steps of the model that was recorded. */
  readonly step: number;
}

const MAGIC = 'DLR1';
const STATE_LEVELS = 65_535;
const GUESS_LEVELS = 255;
const MOST_VALUES = 8_000_000;

/** Least and largest value of each frame of [frames, count, 2]. */
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

/** @throws RangeError where a value is not finite: nothing true could be drawn from it */
export function encodeRecording({ trajectory, config, step }: Recording): Uint8Array {
  const { states, guesses, frames, count, times, alphas, sigmas, nfe, milliseconds } = trajectory;
  if (![...states, ...guesses].every(Number.isFinite))
    throw new RangeError('a recording needs finite states and guesses');
  const changed = Object.entries(config).filter(
    ([name, value]) => DEFAULT_CONFIG[name as keyof RunConfig] !== value,
  );
  const stateRanges = ranges(states, frames);
  const guessRanges = ranges(guesses, frames);
  const header = JSON.stringify({
    config: Object.fromEntries(changed),
    step,
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
  const headerBytes = new TextEncoder().encode(header.padEnd(Math.ceil(header.length / 4) * 4));
  const length = 2 * frames * count;
  const file = new Uint8Array(8 + headerBytes.length + 3 * length);
  file.set(new TextEncoder().encode(MAGIC));
  new DataView(file.buffer).setUint32(4, headerBytes.length, true);
  file.set(headerBytes, 8);
  const at = 8 + headerBytes.length;
  quantise(states, stateRanges, STATE_LEVELS, new Uint16Array(file.buffer, at, length));
  quantise(guesses, guessRanges, GUESS_LEVELS, new Uint8Array(file.buffer, at + 2 * length, length));
  return file;
}

const DAMAGED = 'The file is damaged or no recording: build the site again';

function refuse(field: string, found: string, expected: string): FileError {
  return new FileError({ field: `recording ${field}`, found, expected, remedy: DAMAGED });
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function wholeNumber(header: JsonObject, name: string, least: number): number {
  const value = header[name];
  if (!isNumber(value) || !Number.isInteger(value) || value < least)
    throw refuse(name, shown(value), `a whole number from ${least}`);
  return value;
}

function numbers(header: JsonObject, name: string, length: number): Float32Array {
  const value = header[name];
  if (!Array.isArray(value) || value.length !== length || !value.every(isNumber))
    throw refuse(name, shown(value), `${length} numbers`);
  return Float32Array.from(value);
}

const isPair = (value: Json): value is [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every(isNumber);

function pairs(header: JsonObject, name: string, length: number): [number, number][] {
  const value = header[name];
  if (!Array.isArray(value) || value.length !== length || !value.every(isPair))
    throw refuse(name, shown(value), `${length} pairs of numbers`);
  return value as [number, number][];
}

/** @throws FileError that names what is wrong */
export function decodeRecording(bytes: Uint8Array): Recording {
  const magic = new TextDecoder().decode(bytes.subarray(0, 4));
  if (bytes.length < 8 || magic !== MAGIC) throw refuse('magic', shown(magic), `"${MAGIC}"`);
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  if (headerLength > bytes.length - 8)
    throw refuse('header length', `${headerLength} bytes`, `at most ${bytes.length - 8}`);
  const header = parseStrictJsonObject(bytes.subarray(8, 8 + headerLength), 'recording header');
  const frames = wholeNumber(header, 'frames', 2);
  const count = wholeNumber(header, 'count', 1);
  const length = 2 * frames * count;
  if (length > MOST_VALUES) throw refuse('size', `${length} values`, `at most ${MOST_VALUES}`);
  const body = bytes.slice(8 + headerLength);
  if (body.length !== 3 * length) throw refuse('body', `${body.length} bytes`, `${3 * length} bytes`);
  const stateRanges = pairs(header, 'stateRanges', frames);
  const guessRanges = pairs(header, 'guessRanges', frames);
  const given = header.config;
  const { config, problems } = parseRunConfig((given ?? {}) as Record<string, unknown>);
  if (problems.length > 0)
    throw refuse(`config, ${problems[0].field}`, problems[0].given, problems[0].allowed);
  return {
    config,
    step: wholeNumber(header, 'step', 0),
    trajectory: {
      shape: [2],
      states: widen(new Uint16Array(body.buffer, 0, length), stateRanges, STATE_LEVELS),
      guesses: widen(new Uint8Array(body.buffer, 2 * length, length), guessRanges, GUESS_LEVELS),
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
