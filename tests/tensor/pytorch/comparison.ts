/** Exported code in Python beside the app's own numbers: one process compares folder after folder. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import { unpackModel } from '../../../src/interop/modelFile';
import { readNpz } from '../../../src/interop/npz';
import { type Part, prepare } from './reference';

/** Of the network's output, of samples, and of the ratio of two losses of one step. */
const OUTPUT_TOLERANCE = 1e-4;
const SAMPLE_TOLERANCE = 1e-3;
const LOSS_TOLERANCE = 0.01;

const largest = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
};

export interface Comparison {
  /** Trains, samples and evaluates a configuration here and in Python, and expects the same numbers. */
  compare(
    part: Pick<Part, 'config' | 'i' | 'name'>,
    script: 'train.py' | 'train_diffusers.py',
  ): Promise<void>;
  stop(): void;
}

export function startComparison(python: string): Comparison {
  const root = mkdtempSync(join(tmpdir(), 'ddpm-lab-pytorch-'));
  const program = join(import.meta.dirname, 'compare.py');
  const child: ChildProcess = spawn(python, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  return {
    async compare(part, script) {
      const folder = join(root, String(part.i));
      const { output, samples, losses, ema, model } = await prepare(part, folder, script);
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
    },
    stop() {
      child.stdin!.end();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
