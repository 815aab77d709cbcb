/**
 * Shared memory for modules that are compiled for memory of one thread: the limits of a memory, which a module declares or imports, have
 * one bit that says whether it is shared. That bit is all that these modules need, since their code is the same. TensorFlow.js has a build
 * with shared memory too, but that one starts threads of its own from texts, which the page's policy forbids.
 */

const [IMPORT, MEMORY] = [2, 5];
/** Kinds of imports. */
const [FUNCTION, TABLE, MEMORY_KIND] = [0, 1, 2];
/** Of limits: a largest size is given, the memory is shared. */
const [BOUNDED, SHARED] = [1, 2];

/** Largest memory, in pages of 64 KiB, that both modules declare. */
const MOST_PAGES = 65536;

let answer: boolean | null = null;

/** Whether this page may have shared memory, and the browser grants the addresses for it. */
export function canShareMemory(): boolean {
  answer ??= globalThis.crossOriginIsolated === true && grantsSharedMemory(); // each try reserves gigabytes of addresses
  return answer;
}

function grantsSharedMemory(): boolean {
  try {
    const { buffer } = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
    return buffer instanceof SharedArrayBuffer;
  } catch {
    return false;
  }
}

/** Reads numbers and names of a module from a position on. */
function readerOf(bytes: Uint8Array, start: number) {
  let at = start;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  return {
    get at() {
      return at;
    },
    number,
    skip: (count: number) => void (at += count),
    skipName() {
      const length = number();
      at += length;
    },
    skipLimits() {
      if (number() & BOUNDED) number();
      number();
    },
  };
}

/** Position of the flags of the memory that a module declares or imports; -1 where it has none. */
function limitsOf(bytes: Uint8Array): number {
  const sections = readerOf(bytes, 8);
  while (sections.at < bytes.length) {
    const id = bytes[sections.at];
    sections.skip(1);
    const size = sections.number();
    const begin = sections.at;
    if (id === MEMORY) return begin + 1; // behind the number of memories, which is 1
    if (id === IMPORT) {
      const imports = readerOf(bytes, begin);
      for (let left = imports.number(); left > 0; left--) {
        imports.skipName();
        imports.skipName();
        const kind = imports.number();
        if (kind === MEMORY_KIND) return imports.at;
        if (kind === FUNCTION) imports.number();
        else if (kind === TABLE) {
          imports.skip(1);
          imports.skipLimits();
        } else imports.skip(2);
      }
    }
    sections.skip(size);
  }
  return -1;
}

/** @returns a copy of a module whose memory is shared @throws Error where it declares no largest size */
export function withSharedMemory(module: ArrayBuffer | Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(module instanceof Uint8Array ? module : new Uint8Array(module));
  const at = limitsOf(bytes);
  if (at < 0 || !(bytes[at] & BOUNDED)) throw new Error('this module has no memory with a largest size');
  bytes[at] |= SHARED;
  return bytes;
}
