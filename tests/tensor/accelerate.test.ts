/**
 * `accelerate launch` on two processes, on the processor: the exported scripts, which share each batch, go on from the browser's
 * training.safetensors as the browser itself does, and this app opens their checkpoint. It runs where a Python has PyTorch and accelerate,
 * the script for diffusers where it has diffusers too, and is skipped elsewhere.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { unpackRunFiles } from '../../src/interop/runFile';
import { useNodeBackend } from './nodeBackends';
import { pythonWith } from './pytorch/python';
import { IMAGES, POINTS, prepare, UNUSUAL } from './pytorch/reference';

const LOSS_TOLERANCE = 0.01;
/**
 * A bias before a norm of one channel a group has a gradient of zero, whose rounding Adam scales to steps of its rate: no output depends on it,
 * and it may drift by as much.
 */
const weightTolerance = ({ model, learningRate }: RunConfig, steps: number): number =>
  model === 'mlp' ? 1e-4 : steps * learningRate;

const plain = pythonWith('torch', 'numpy', 'accelerate');
const diffusers = pythonWith('torch', 'numpy', 'accelerate', 'diffusers');
if (!plain) console.log('accelerate launch is not run: no Python here imports torch and accelerate.');
else if (!diffusers)
  console.log('The script for diffusers is not launched: no Python here imports diffusers.');

type Script = 'train.py' | 'train_diffusers.py';
const pythonOf = (script: Script) => (script === 'train.py' ? plain : diffusers);

const CASES: readonly { name: string; script: Script; config: RunConfig }[] = [
  { name: 'points', script: 'train.py', config: POINTS },
  {
    name: 'times by the loss, whose errors are gathered',
    script: 'train.py',
    config: { ...POINTS, timeSampling: 'second-moment', batchSize: 128 },
  },
  { name: 'a U-Net', script: 'train.py', config: { ...IMAGES, unet: 'grey-28' } },
  { name: 'points', script: 'train_diffusers.py', config: POINTS },
  {
    name: 'a U-Net with classes',
    script: 'train_diffusers.py',
    config: { ...IMAGES, classes: true, labelDropout: 0.3 },
  },
  {
    name: 'a U-Net with a learned variance',
    script: 'train_diffusers.py',
    config: { ...IMAGES, unet: 'custom', architecture: UNUSUAL, variance: 'learned', sampler: 'ddpm' },
  },
];

const run = promisify(execFile);

/** Two processes. `--multi_gpu` is accelerate's name for torchrun; the variable makes it train on the processor. */
async function launch(python: string, folder: string, ...args: readonly string[]): Promise<string> {
  const two = '--multi_gpu --num_processes 2 --num_machines 1 --mixed_precision no --dynamo_backend no'.split(
    ' ',
  );
  const port = ['--main_process_port', '0']; // any that is free
  const { stdout } = await run(python, ['-m', 'accelerate.commands.launch', ...two, ...port, ...args], {
    cwd: folder,
    env: { ...process.env, ACCELERATE_USE_CPU: 'true', OMP_NUM_THREADS: '1' },
  });
  return stdout;
}

const lossesIn = (path: string): number[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => Number(row.split(',')[1]));

describe('accelerate launch on two processes', () => {
  let root: string;

  beforeAll(async () => {
    await useNodeBackend('wasm');
    root = mkdtempSync(join(tmpdir(), 'ddpm-lab-accelerate-'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const cases = CASES.map((part, i) => ({ ...part, i, python: pythonOf(part.script) }));
  for (const { name, script, config, i, python } of cases) {
    test.skipIf(!python)(`${script}, ${name}: goes on as the browser does, and opens here`, async () => {
      const folder = join(root, String(i));
      const { losses, model, onward } = await prepare({ config, i: 0 }, folder, script);
      const resume = ['train', '--resume', 'training.safetensors', '--losses', 'losses.csv'];
      const said = await launch(python!, folder, script, ...resume);
      expect(said).toContain(`from step ${losses.length} on cpu, processes: 2`);
      expect(said.match(/^step /gm)).toHaveLength(1);

      const shared = lossesIn(join(folder, 'losses.csv'));
      expect(shared).toHaveLength(onward.losses.length);
      const loss = Math.max(...shared.map((value, step) => Math.abs(value / onward.losses[step] - 1)));
      const zip = readFileSync(join(folder, 'checkpoint.zip'));
      const opened = await unpackRunFiles(new Map([['checkpoint.zip', zip]]));
      expect(opened.notices).toEqual([]);
      const { unet, architecture } = config; // an opened network is the file's, and has no preset's name
      expect({ ...opened.config, unet, architecture }).toEqual(config);
      expect('step' in opened.weights && opened.weights.step).toBe(config.trainingSteps);
      const ema = model.flatten(opened.weights.ema);
      const weights = ema.reduce((most, value, k) => Math.max(most, Math.abs(value - onward.ema[k])), 0);
      console.log(script, name, JSON.stringify({ loss, weights }));
      expect(loss).toBeLessThan(LOSS_TOLERANCE);
      expect(weights).toBeLessThan(weightTolerance(config, shared.length));
    });
  }

  test.skipIf(!plain)('train.py learns from first weights of its own', async () => {
    const folder = join(root, 'fresh');
    await prepare({ config: POINTS, i: 0 }, folder);
    const said = await launch(plain!, folder, 'train.py', 'train', '--losses', 'losses.csv');
    expect(said).toContain('from step 0 on cpu, processes: 2');
    const losses = lossesIn(join(folder, 'losses.csv'));
    expect(losses).toHaveLength(POINTS.trainingSteps);
    const mean = (part: readonly number[]) => part.reduce((a, b) => a + b) / part.length;
    expect(mean(losses.slice(-20))).toBeLessThan(0.75 * mean(losses.slice(0, 20)));
  });
});
