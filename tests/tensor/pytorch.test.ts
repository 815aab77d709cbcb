/**
 * The exported PyTorch code gives the numbers of the browser's code: the network's output, samples from the same noise, and losses from the
 * same first weights and batches. It runs where a Python with PyTorch is installed (Debian: python3-torch), and is skipped elsewhere.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unpackModel } from '../../src/interop/modelFile';
import { readNpz } from '../../src/interop/npz';
import { useNodeBackend } from './nodeBackends';
import { pythonWith } from './pytorch/python';
import { PARTS, prepare } from './pytorch/reference';

const python = pythonWith('torch', 'numpy');
if (!python)
  console.log('The exported PyTorch code is not run: no Python here imports torch (Debian: python3-torch).');

/** Of the network's output, of samples, and of the ratio of two losses of one step. */
const OUTPUT_TOLERANCE = 1e-4;
const SAMPLE_TOLERANCE = 1e-3;
const LOSS_TOLERANCE = 0.01;

const largest = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
};

describe.skipIf(!python)('the exported PyTorch code', () => {
  let root: string;
  let child: ChildProcess;
  let answers: AsyncIterator<string>;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'ddpm-lab-pytorch-'));
    await useNodeBackend('wasm');
    const script = join(import.meta.dirname, 'pytorch/compare.py');
    child = spawn(python!, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
    answers = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  });
  afterAll(() => {
    child.stdin!.end();
    rmSync(root, { recursive: true, force: true });
  });

  test.each(PARTS)('$name: the same outputs, samples and losses', async (part) => {
    const folder = join(root, String(part.i));
    const { output, samples, losses, ema, model } = await prepare(part, folder);
    child.stdin!.write(`${folder}\n`);
    expect((await answers.next()).value).toBe('done');
    const answer = await readNpz(readFileSync(join(folder, 'outputs.npz')));
    const checkpoint = await unpackModel(readFileSync(join(folder, 'checkpoint.zip')));
    const ratios = Array.from(answer.get('losses')!.data, (loss, step) => loss / losses[step]);
    const difference = {
      output: largest(answer.get('output')!.data, output),
      samples: largest(answer.get('samples')!.data, samples),
      loss: largest(
        ratios,
        losses.map(() => 1),
      ),
      ema: largest(model.flatten(checkpoint.tensors), ema),
    };
    console.log(part.name, JSON.stringify(difference));
    expect(difference.output).toBeLessThan(OUTPUT_TOLERANCE);
    expect(difference.samples).toBeLessThan(SAMPLE_TOLERANCE);
    expect(difference.loss).toBeLessThan(LOSS_TOLERANCE);
    expect(checkpoint.training?.step).toBe(losses.length);
  });
});
