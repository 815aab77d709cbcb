/** Flow matching against DDIM on points: see flow.mjs. */
import { parseArgs } from 'node:util';
import { defaultsOf } from '../../src/config/family';
import type { RunConfig } from '../../src/config/fields';
import { train } from '../../tests/tensor/learning';
import { useNodeBackend } from '../../tests/tensor/nodeBackends';

const SETS = [
  'moons',
  'swiss-roll',
  'gaussians-8',
  'gaussians-25',
  'circles',
  'checkerboard',
  'pinwheel',
  'spiral',
  's-curve',
] as const satisfies readonly RunConfig['dataset'][];

const STEPS = 3000;

/** The ways of sampling each model, which all draw from the same noise. */
const WAYS = {
  flow: [
    ['Euler, 10 steps', { sampler: 'euler', samplingSteps: 10 }],
    ['Euler, 50 steps', { sampler: 'euler', samplingSteps: 50 }],
    ['Heun, 50 steps', { sampler: 'heun', samplingSteps: 50 }],
  ],
  ddpm: [
    ['DDIM, 10 steps', { sampler: 'ddim', samplingSteps: 10 }],
    ['DDIM, 50 steps', { sampler: 'ddim', samplingSteps: 50 }],
  ],
} as const satisfies Record<string, readonly (readonly [string, Partial<RunConfig>])[]>;

async function measure(dataset: (typeof SETS)[number], process: keyof typeof WAYS, seed: number) {
  const config = { ...defaultsOf(dataset, process), dataset, seed, trainingSteps: STEPS };
  const learned = await train(config);
  const cells: string[] = [];
  for (const [, sampling] of WAYS[process]) cells.push((await learned.ratio(sampling)).toFixed(2));
  learned.dispose();
  return cells;
}

export async function measureFlow(args: string[]): Promise<void> {
  const options = {
    dataset: { type: 'string', multiple: true },
    seed: { type: 'string', default: '7' },
  } as const;
  const { values } = parseArgs({ args, options });
  const named = values.dataset ?? SETS;
  await useNodeBackend('wasm');
  const heads = [...WAYS.flow, ...WAYS.ddpm].map(([name]) => name);
  console.log(`| data set | ${heads.join(' | ')} |\n| --- |${' --- |'.repeat(heads.length)}`);
  for (const name of named) {
    const dataset = SETS.find((id) => id === name);
    if (!dataset) throw new Error(`data set "${name}" is not measured here; it is one of ${SETS.join(', ')}`);
    const seed = Number(values.seed);
    const cells = [...(await measure(dataset, 'flow', seed)), ...(await measure(dataset, 'ddpm', seed))];
    console.log(`| ${dataset} | ${cells.join(' | ')} |`);
  }
}
