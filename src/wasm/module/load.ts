/** Loads the module of own kernels: the build with fused multiply-add (relaxed SIMD) where the browser compiles it, else the plain one. */
import type { ModuleFunctions } from './operations.generated';
import relaxedUrl from './relaxed.wasm?url';
import { withSharedMemory } from './sharedMemory';
import simdUrl from './simd.wasm?url';

/** Relaxed SIMD rounds a product and its sum once: the last bits of a run differ from those of plain SIMD. */
export type ModuleBuild = 'relaxed' | 'simd';

/** What an instance exports beside its operations. */
export interface ListFunctions {
  /** Carries out `count` operations that are listed from an address on, all of them so many times. */
  run(list: number, count: number, times: number): void;
  /** The same with the threads that wait at a control block. @param threads all of them, this one included */
  runTogether(block: number, list: number, count: number, times: number, threads: number): void;
  /**
   * Carries out the lists of the table behind a control block, each by one thread alone: this one takes the first, and then what the others left.
   * @returns how many failed
   */
  runTable(block: number, lists: number): number;
  /** Where `runTogether` threw: returns once none of the other threads works on its list. They have then ended, and so they must not be used again. */
  endShared(block: number, others: number): void;
  /** Where `runTable` threw: returns once no thread works on a list of the table. */
  endTable(block: number): void;
  /** Where `help` threw: says so to the threads that wait for this one. */
  leaveList(block: number): void;
  /** Waits at a control block for lists, and carries out a share of each; never returns. @param thread number of this one, from 1 on */
  help(block: number, thread: number): void;
  /** Says for how many threads scratch is measured. */
  allowThreads(threads: number): number;
}

export interface WasmModule extends ModuleFunctions, ListFunctions {
  readonly build: ModuleBuild;
  readonly memory: WebAssembly.Memory;
  /** From which other threads make instances of their own. */
  readonly compiled: WebAssembly.Module;
}

const URLS: Readonly<Record<ModuleBuild, string>> = { relaxed: relaxedUrl, simd: simdUrl };

/** In Node the address is a path: of a bundle's file, or (in tests) Vite's, below the working directory. */
export async function bytesOf(url: string): Promise<ArrayBuffer | Uint8Array<ArrayBuffer>> {
  const files = typeof process === 'undefined' ? undefined : process.getBuiltinModule?.('node:fs');
  if (files && url.startsWith('/'))
    return Uint8Array.from(files.readFileSync(files.existsSync(url) ? url : process.cwd() + url));
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.arrayBuffer();
}

export const isShared = ({ buffer }: WebAssembly.Memory): boolean =>
  typeof SharedArrayBuffer === 'function' && buffer instanceof SharedArrayBuffer;

/** An instance on memory that may be shared. */
export const instantiate = async (
  compiled: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<ModuleFunctions & ListFunctions> => {
  const { exports } = await WebAssembly.instantiate(compiled, { env: { memory } });
  return exports as unknown as ModuleFunctions & ListFunctions;
};

/**
 * @param memory on which the module works; it has none of its own, and writes nowhere but where its operations say
 * @param builds in the order in which they are tried
 * @returns null where the browser compiles none of them
 * @throws Error when a file cannot be fetched
 */
export async function loadWasmModule(
  memory: WebAssembly.Memory,
  builds: readonly ModuleBuild[] = ['relaxed', 'simd'],
): Promise<WasmModule | null> {
  for (const build of builds) {
    const file = await bytesOf(URLS[build]);
    const bytes = isShared(memory) ? withSharedMemory(file) : file;
    if (!WebAssembly.validate(bytes)) continue;
    const compiled = await WebAssembly.compile(bytes);
    return { ...(await instantiate(compiled, memory)), build, memory, compiled };
  }
  return null;
}
