/** An arena is memory in which a capture places its tensors: what one frees the next takes, and nothing outside gets it. */

/** Where an arena takes its memory from. */
export interface System {
  /** @returns an address, 0 where there is no room */
  allocate(bytes: number): number;
  free(address: number): void;
}

export interface Arena {
  /** Bytes that the arena holds. */
  readonly bytes: number;
  /** @throws Error where there is no room */
  allocate(bytes: number): number;
  free(address: number): void;
  /** Returns all memory, once the last block is free. */
  close(): void;
  /** Returns all memory at once: what lies in it is not read any more. A block may still be freed afterwards. */
  abandon(): void;
}

interface Block {
  at: number;
  size: number;
}

/** Blocks begin at multiples of a cache line. */
const LINE = 64;
const LEAST_CHUNK = 2 ** 14;

const rounded = (bytes: number) => Math.max(Math.ceil(bytes / LINE), 1) * LINE;

/** @param reuses whether what is freed can be allocated again */
export function createArena(system: System, reuses: boolean): Arena {
  const chunks: number[] = [];
  const sizes = new Map<number, number>();
  /** Free blocks by their addresses. */
  const free: Block[] = [];
  let total = 0;
  let closed = false;

  function insert({ at, size }: Block): void {
    let i = free.findIndex((block) => block.at > at);
    if (i < 0) i = free.length;
    free.splice(i, 0, { at, size });
    for (const first of [i, i - 1]) {
      const [a, b] = [free[first], free[first + 1]];
      if (!a || !b || a.at + a.size !== b.at) continue;
      a.size += b.size;
      free.splice(first + 1, 1);
    }
  }

  /** A chunk is at least a quarter of those before it, so that there are few. */
  function grow(size: number): void {
    const bytes = Math.max(size, rounded(total / 4), LEAST_CHUNK);
    const address = system.allocate(bytes + LINE) >>> 0;
    if (address === 0) throw new Error(`out of memory: WebAssembly has no room for ${bytes} bytes`);
    chunks.push(address);
    total += bytes + LINE;
    insert({ at: rounded(address), size: bytes });
  }

  const release = () => {
    for (const chunk of chunks.splice(0)) system.free(chunk);
  };
  const releaseWhenEmpty = () => {
    if (closed && sizes.size === 0) release();
  };

  /** The smallest free block of that size. */
  function fitting(size: number): number {
    let best = -1;
    for (const [i, block] of free.entries())
      if (block.size >= size && (best < 0 || block.size < free[best].size)) best = i;
    return best;
  }

  return {
    get bytes() {
      return total;
    },
    allocate(bytes) {
      const size = rounded(bytes);
      let i = fitting(size);
      if (i < 0) {
        grow(size);
        i = fitting(size);
      }
      const block = free[i];
      const { at } = block;
      sizes.set(at, size);
      block.at += size;
      block.size -= size;
      if (block.size === 0) free.splice(i, 1);
      return at;
    },
    free(address) {
      const size = sizes.get(address)!;
      sizes.delete(address);
      if (reuses) insert({ at: address, size });
      releaseWhenEmpty();
    },
    close() {
      closed = true;
      releaseWhenEmpty();
    },
    abandon() {
      closed = true;
      release();
    },
  };
}
