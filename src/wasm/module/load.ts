/** Loads the module of own kernels: the build with fused multiply-add (relaxed SIMD) where the browser compiles it, else the plain one. */
import type { ModuleFunctions } from './operations.generated';
import relaxedUrl from './relaxed.wasm?url';
import simdUrl from './simd.wasm?url';

/** Relaxed SIMD rounds a product and its sum once: the last bits of a run differ from those of plain SIMD. */
export type ModuleBuild = 'relaxed' | 'simd';

export interface WasmModule extends ModuleFunctions {
  readonly build: ModuleBuild;
  readonly memory: WebAssembly.Memory;
  /** Carries out `count` operations that are listed from an address on. */
  run(list: number, count: number): void;
}

type Exports = ModuleFunctions & {
  run(list: number, count: number): void;
};

const URLS: Readonly<Record<ModuleBuild, string>> = { relaxed: relaxedUrl, simd: simdUrl };

/** In Node the address is a path: of a bundle's file, or (in tests) Vite's, below the working directory. */
async function bytesOf(url: string): Promise<BufferSource> {
  const files = typeof process === 'undefined' ? undefined : process.getBuiltinModule?.('node:fs');
  if (files && url.startsWith('/'))
    return files.readFileSync(files.existsSync(url) ? url : process.cwd() + url);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.arrayBuffer();
}

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
    const bytes = await bytesOf(URLS[build]);
    if (!WebAssembly.validate(bytes)) continue;
    const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
    return { ...(instance.exports as unknown as Exports), build, memory };
  }
  return null;
}
