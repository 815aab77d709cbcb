/** SHA-256 (FIPS 180-4) as lowercase hexadecimal. The browser's own is used where it exists: a page served over plain HTTP has none. */

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array<ArrayBuffer> =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** @param values text counts as its UTF-8 bytes, an array as its memory */
export async function sha256(values: ArrayBufferView | string): Promise<string> {
  const bytes = typeof values === 'string' ? new TextEncoder().encode(values) : bytesOf(values);
  const subtle = globalThis.crypto?.subtle;
  return subtle ? hex(new Uint8Array(await subtle.digest('SHA-256', bytes))) : sha256InScript(bytes);
}

/** The first `count` primes. */
function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

/** The first 32 bits of the fraction of a number. */
const fraction = (value: number): number => ((value - Math.floor(value)) * 2 ** 32) | 0;

const CONSTANTS = Int32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)));
const FIRST_STATE = Int32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)));

const rotated = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

/** The message, a bit 1, zeros, and its length in bits as the last 8 bytes of a whole number of 64-byte blocks. */
function padded(message: Uint8Array): DataView {
  const length = 64 * Math.ceil((message.length + 9) / 64);
  const bytes = new Uint8Array(length);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setBigUint64(length - 8, 8n * BigInt(message.length));
  return view;
}

function compress(state: Int32Array, words: Int32Array): void {
  for (let i = 16; i < 64; i++) {
    const [early, late] = [words[i - 15], words[i - 2]];
    const low = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
    const high = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
    words[i] = (words[i - 16] + low + words[i - 7] + high) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g);
    const first = h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + choice + CONSTANTS[i] + words[i];
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + majority;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] += value;
}

/** The same without the browser's help, some hundred times slower than it. */
export function sha256InScript(message: Uint8Array): string {
  const view = padded(message);
  const state = FIRST_STATE.slice();
  const words = new Int32Array(64);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(block + 4 * i);
    compress(state, words);
  }
  const digest = new DataView(new ArrayBuffer(32));
  for (const [i, value] of state.entries()) digest.setInt32(4 * i, value);
  return hex(new Uint8Array(digest.buffer));
}
