/**
 * The benchmark without a browser: TensorFlow.js on Dawn, the WebGPU of Chromium, in Node. For a machine with a GPU and no screen.
 * `create` and `globals` are those of the npm package `webgpu`.
 */
import { PARTS, type PartId, type PartReport, partsOf, type Size } from './parts';

export { rooflines } from './roofline';

interface Dawn {
  create(options: string[]): GPU;
  readonly globals: object;
}

/** What runs where there is no WebGL. */
const HERE = (id: PartId) => !id.startsWith('wasm');

/** @param only the parts to run; all that run here if empty @param onReport receives the report of each part when it is done */
export async function benchInNode(
  { create, globals }: Dawn,
  size: Size,
  only: readonly string[],
  onReport: (id: PartId, report: PartReport) => void,
): Promise<void> {
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', {
    configurable: true,
    value: { gpu: create([]), userAgent: `Node ${process.version}`, hardwareConcurrency: 1 },
  });
  for (const id of partsOf(size).filter(HERE))
    if (only.length === 0 || only.includes(id)) onReport(id, await PARTS[id].run(size));
}
