/**
 * The exported PyTorch code gives the numbers of the browser's code: the network's output, samples from the same noise, and losses from the
 * same first weights and batches. It runs where a Python with PyTorch is installed (Debian: python3-torch), and is skipped elsewhere.
 */
import { afterAll, beforeAll, describe, test } from 'vitest';
import { useNodeBackend } from './nodeBackends';
import { type Comparison, startComparison } from './pytorch/comparison';
import { pythonWith } from './pytorch/python';
import { PARTS } from './pytorch/reference';

const python = pythonWith('torch', 'numpy');
if (!python)
  console.log(
    'The exported PyTorch code is not run: no Python here imports torch. INSTALL_PYTORCH=1 installs it on Debian, as root.',
  );

describe.skipIf(!python)('the exported PyTorch code', () => {
  let comparison: Comparison;

  beforeAll(async () => {
    await useNodeBackend('wasm');
    comparison = startComparison(python!);
  });
  afterAll(() => comparison.stop());

  test.each(PARTS)('$name: the same outputs, samples and losses', (part) =>
    comparison.compare(part, 'train.py'),
  );
});
