/**
 * Strict JSON is JSON as an untrusted file may hold it: UTF-8 without errors, no key twice in one object,
 * nested no deeper than any real file is. `JSON.parse` alone silently takes the last of two equal keys.
 */

import * as words from '../words/files/file';
import { FileError, quote } from './fileError';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

const DEEPEST = 64;
/** Parses within a second; headers, configurations and model cards are far smaller. */
const LARGEST = 16 * 2 ** 20;

/**
 * @param where  what the bytes are, as messages name it, e.g. `unet/config.json`
 * @throws FileError when the bytes are more than 16 MiB, not UTF-8, not JSON, nested deeper than 64, or repeat a key
 */
export function parseStrictJson(bytes: Uint8Array, where: string): Json {
  if (bytes.length > LARGEST) throw tooLarge(where, bytes.length);
  const text = decodeUtf8(bytes, where);
  checkDepthAndKeys(text, where);
  try {
    return JSON.parse(text);
  } catch {
    throw new FileError({
      field: where,
      found: words.notJson(quote(text.slice(0, 40))),
      expected: words.validJson,
      hint: words.damagedOrOther,
    });
  }
}

/** As `parseStrictJson`, for a file whose top is an object. */
export function parseStrictJsonObject(bytes: Uint8Array, where: string): JsonObject {
  const value = parseStrictJson(bytes, where);
  if (isJsonObject(value)) return value;
  throw new FileError({
    field: where,
    found: Array.isArray(value) ? words.aList : quote(value),
    expected: words.jsonObject,
    hint: words.otherKind,
  });
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Two spaces and a last line break, as Python's `json.dumps(indent=2)` lays it out. */
export function writeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}

function decodeUtf8(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes); // drops the mark that PowerShell writes
  } catch {
    throw new FileError({
      field: where,
      found: words.notUtf8,
      expected: words.jsonInUtf8,
      hint: words.damagedOrOther,
    });
  }
}

/** Walks the tokens once. Text that is no JSON may pass: `JSON.parse` decides that. */
function checkDepthAndKeys(text: string, where: string): void {
  const open: (Set<string> | null)[] = []; // per nesting level the object's keys so far; null for a list
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === OPEN_BRACE || c === OPEN_BRACKET) {
      open.push(c === OPEN_BRACE ? new Set() : null);
      if (open.length > DEEPEST) throw tooDeep(where);
    } else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) {
      open.pop();
    } else if (c === QUOTE) {
      const end = endOfString(text, i);
      const keys = open.at(-1);
      if (keys && followedByColon(text, end)) {
        const key = unescaped(text.slice(i, end));
        if (keys.has(key)) throw repeatedKey(where, key);
        keys.add(key);
      }
      i = end - 1;
    }
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const SPACE = 0x20;

/** The index after the closing quote, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === BACKSLASH) i++;
    else if (c === QUOTE) return i + 1;
  }
  return text.length;
}

function followedByColon(text: string, from: number): boolean {
  let i = from;
  while (i < text.length && text.charCodeAt(i) <= SPACE) i++;
  return text.charCodeAt(i) === COLON;
}

/** `"a"` and `"\u0061"` are one key. */
function unescaped(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted);
  } catch {
    return quoted; // not JSON: reported as such by the parse that follows
  }
}

function tooLarge(where: string, length: number): FileError {
  return new FileError({
    field: where,
    found: words.bytesOfJson(length),
    expected: words.atMost(LARGEST),
    hint: words.doNotUse,
  });
}

function tooDeep(where: string): FileError {
  return new FileError({
    field: where,
    found: words.nestedDeeper(DEEPEST),
    expected: words.atMostLevels(DEEPEST),
    hint: words.doNotUse,
  });
}

function repeatedKey(where: string, key: string): FileError {
  return new FileError({
    field: `${where}: ${quote(key)}`,
    found: words.sameKeyTwice,
    expected: words.everyKeyOnce,
    hint: words.exportAgain,
  });
}
