/**
 * An exported ONNX file gives the network's outputs in ONNX Runtime: MLPs and U-Nets, for batches of any size. The runtime is installed by
 * hand (`npm install --no-save onnxruntime-node`): its binaries take 290 MB, which no other command needs. Elsewhere the test is skipped.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { useNodeBackend } from './nodeBackends';
import { CASES, onnxCase } from './onnxCases';

/** float32 sums in another order, of outputs of about 1 to 4. */
const TOLERANCE = 1e-5;

interface OnnxTensor {
  readonly data: ArrayLike<number>;
  readonly dims: readonly number[];
}

interface OnnxRuntime {
  readonly InferenceSession: {
    create(bytes: Uint8Array): Promise<{
      run(feeds: Record<string, OnnxTensor>): Promise<Record<string, OnnxTensor>>;
    }>;
  };
  readonly Tensor: new (
    type: string,
    data: Float32Array | BigInt64Array,
    dims: readonly number[],
  ) => OnnxTensor;
}

async function installedRuntime(): Promise<OnnxRuntime | null> {
  for (const name of ['onnxruntime-node', 'onnxruntime-web']) {
    const found = await import(/* @vite-ignore */ name).catch(() => null);
    if (found) return found.InferenceSession ? found : found.default;
  }
  return null;
}

const runtime = await installedRuntime();
if (!runtime) console.log('ONNX files are not run: npm install --no-save onnxruntime-node');

describe.skipIf(!runtime)('in ONNX Runtime', () => {
  beforeAll(() => useNodeBackend('cpu'));

  test.each(CASES)('%s', async (...each) => {
    const { InferenceSession, Tensor } = runtime!;
    const { bytes, batches } = await onnxCase(each);
    const session = await InferenceSession.create(bytes);
    for (const { x, t, labels, output: expected } of batches) {
      const { output } = await session.run({
        x: new Tensor('float32', x.data, x.shape),
        t: new Tensor('float32', t, [t.length]),
        ...(labels && { labels: new Tensor('int64', BigInt64Array.from(labels, BigInt), [t.length]) }),
      });
      expect(output.dims).toEqual(expected.shape);
      const scale = Math.max(...expected.data.map(Math.abs));
      const differences = Array.from(output.data, (value, i) => Math.abs(value - expected.data[i]));
      console.log(`batch of ${t.length}: output ${scale.toFixed(2)}, difference ${Math.max(...differences)}`);
      expect(scale).toBeGreaterThan(0.3);
      expect(Math.max(...differences)).toBeLessThan(TOLERANCE * Math.max(scale, 1));
    }
  });
});
