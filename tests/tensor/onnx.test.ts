/** An exported ONNX file gives the network's outputs in ONNX Runtime: MLPs, U-Nets and transformers, for batches of any size. */
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { beforeAll, describe, expect, test } from 'vitest';
import { useNodeBackend } from './nodeBackends';
import { CASES, onnxCase } from './onnxCases';

/** float32 sums in another order, of outputs of about 1 to 4. */
const TOLERANCE = 1e-5;

describe('in ONNX Runtime', () => {
  beforeAll(() => useNodeBackend('cpu'));

  test.each(CASES)('%s', async (...each) => {
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
      const differences = Array.from(output.data as Float32Array, (value, i) =>
        Math.abs(value - expected.data[i]),
      );
      console.log(`batch of ${t.length}: output ${scale.toFixed(2)}, difference ${Math.max(...differences)}`);
      expect(scale).toBeGreaterThan(0.3);
      expect(Math.max(...differences)).toBeLessThan(TOLERANCE * Math.max(scale, 1));
    }
  });
});
