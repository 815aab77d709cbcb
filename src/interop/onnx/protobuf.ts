/**
 * Protocol buffers, written: a message is its fields one after the other, each a key (number and wire type) and a value
 * (https://protobuf.dev/programming-guides/encoding). Fields of a message are arrays of bytes, which are joined once at the end.
 */

const VARINT = 0;
const LENGTH = 2;
const FIXED32 = 5;

/** Parts of a message in order: they may be long, and are copied only when all are there. */
export type Message = readonly Uint8Array[];

const utf8 = new TextEncoder();

/** @param value a whole number from 0 to 2⁵³, or a negative one as 64 bits of two's complement */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(left & 0x7fn);
    left >>= 7n;
    bytes.push(left > 0n ? low | 0x80 : low);
  } while (left > 0n);
  return Uint8Array.from(bytes);
}

const key = (field: number, wire: number) => varint(field * 8 + wire);

const lengthOf = (message: Message): number => message.reduce((sum, { length }) => sum + length, 0);

export const integerField = (field: number, value: number): Message => [key(field, VARINT), varint(value)];

export const bytesField = (field: number, value: Uint8Array): Message => [
  key(field, LENGTH),
  varint(value.length),
  value,
];

export const textField = (field: number, value: string): Message => bytesField(field, utf8.encode(value));

export function floatField(field: number, value: number): Message {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return [key(field, FIXED32), bytes];
}

/** A message within a message. */
export const messageField = (field: number, message: Message): Message => [
  key(field, LENGTH),
  varint(lengthOf(message)),
  ...message,
];

/** The bytes of a whole message. */
export function joined(message: Message): Uint8Array {
  const out = new Uint8Array(lengthOf(message));
  let at = 0;
  for (const part of message) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
