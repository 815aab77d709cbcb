/**
 * Adding a schedule, a sampler or a point data set is a file and a line of its registry. In a copy of the tree one of each is added;
 * the copy passes the type checker, and menus, address, process, plan and samples know the new ones.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');

const SCHEDULE = `
import type { Schedule } from './schedule';

/** The same beta at every timestep. */
export const constant: Schedule = {
  label: 'Constant',
  parameters: { chain: ['betaEnd'], continuous: ['betaMax'] },
  betas: ({ T, betaEnd }) => new Float64Array(T).fill(betaEnd),
  limit: ({ betaMax }) => ({ beta: () => betaMax, integral: (t) => betaMax * t }),
};
`;

/** DDIM at every second level: a plan of its own, made of steps that the loop knows. */
const SAMPLER = `
import { ddimStep } from './ddim';
import { linearStep } from './plan';
import type { Sampler } from './sampler';
import { levelPairs } from './spacing';

export const leap: Sampler = {
  label: 'Leap',
  equation: 'ddim',
  parameters: [],
  stochastic: () => false,
  defaultSpacing: 'trailing',
  rule: 'rounded',
  plan: (_, grid) =>
    levelPairs(grid.filter((_, i) => i % 2 === 0)).map(({ from, to }) =>
      linearStep({ ...from, to, ...ddimStep(from.level, to, 0) }),
    ),
  refusal: () => null,
};
`;

const DATASET = `
import { sampleMixture } from '../../src/lib/mixture';
import { builtIn } from '../pointDataset';

const mixture = { weights: [0.5, 0.5], means: [[-1.4, 0], [1.4, 0]] as const, stds: [0.2, 0.2] };

export const pair = builtIn(
  { label: 'A pair', noun: 'a pair of Gaussians' },
  { mixture: () => mixture, sample: (n, rng) => sampleMixture(mixture, n, rng) },
);
`;

/** What is half registered does not compile: each of these lines must be an error. */
const HALF = `
import { SCHEDULES, type ScheduleId } from './src/diffusion/schedules';
import type { Schedule } from './src/diffusion/schedules/schedule';
import type { Sampler } from './src/diffusion/samplers/sampler';
import type { PointDataset } from './datasets';

const { label, ...unnamed } = SCHEDULES.cosine;
// @ts-expect-error a schedule has a label
export const schedule: Schedule = unnamed;
// @ts-expect-error a sampler says which equation its step is
export const sampler: Sampler = { label: 'Half', parameters: [], stochastic: () => false, defaultSpacing: 'trailing', rule: 'open', plan: () => [], refusal: () => null };
// @ts-expect-error a data set has a noun
export const dataset: PointDataset = { label, open: () => ({ sample: () => new Float32Array() }), sample: () => new Float32Array() };
// @ts-expect-error an id that no registry has
export const id: ScheduleId = 'constantly';
export const added: ScheduleId = 'constant';
`;

let copy: string;

/** Adds a module to the copy, and its import and entry to a registry. */
function add(module: string, text: string, registry: string, table: string, name: string): void {
  writeFileSync(join(copy, module), text.trimStart());
  const path = join(copy, registry);
  const folder = registry.slice(0, registry.lastIndexOf('/') + 1);
  const line = `import { ${name} } from './${module.slice(folder.length, -'.ts'.length)}';`;
  const before = readFileSync(path, 'utf8');
  const opening = new RegExp(`export const ${table}[^=]*= \\{\n`);
  expect(before).toMatch(opening);
  writeFileSync(path, `${line}\n${before.replace(opening, (found) => `${found}  ${name},\n`)}`);
}

const load = (path: string) => import(/* @vite-ignore */ join(copy, path));

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'ddpm-lab-extend-'));
  for (const name of ['src', 'workers', 'datasets', 'package.json'])
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  const config = JSON.parse(readFileSync(join(ROOT, 'tsconfig.json'), 'utf8'));
  config.include = ['src', 'workers', 'datasets', 'half.ts'];
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify(config));
  writeFileSync(join(copy, 'half.ts'), HALF.trimStart());
  const schedules = 'src/diffusion/schedules';
  add(`${schedules}/constant.ts`, SCHEDULE, `${schedules}/index.ts`, 'SCHEDULES', 'constant');
  const samplers = 'src/diffusion/samplers';
  add(`${samplers}/leap.ts`, SAMPLER, `${samplers}/index.ts`, 'SAMPLERS', 'leap');
  add('datasets/points/pair.ts', DATASET, 'datasets/index.ts', 'POINT_DATASETS', 'pair');
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test('a schedule, a sampler and a data set take a file and a line each, and the copy type-checks', () => {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '--noEmit', '-p', copy], { encoding: 'utf8' });
  expect(stdout).toBe('');
  expect(status).toBe(0);
});

test('they are in the menus with their labels, and the address names them', async () => {
  const { FIELDS } = await load('src/config/fields.ts');
  expect(FIELDS.schedule.labels.constant).toBe('Constant');
  expect(FIELDS.sampler.labels.leap).toBe('Leap');
  expect(FIELDS.dataset.labels.pair).toBe('A pair');
  const { parseAddress } = await load('src/config/address.ts');
  const { config, problems } = parseAddress('?dataset=pair&schedule=constant&sampler=leap');
  expect(problems).toEqual([]);
  expect(config).toMatchObject({ dataset: 'pair', schedule: 'constant', sampler: 'leap' });
});

test('they run: the new sampler goes down the new chain with the exact score of the new data, and finds both Gaussians', async () => {
  const { createPointDataset } = await load('datasets/index.ts');
  const { createProcess } = await load('src/diffusion/processes/index.ts');
  const { planSampling } = await load('src/diffusion/samplers/index.ts');
  const { arrays, finalState, sampleWithPlan } = await load('src/diffusion/samplers/apply.ts');
  const { exactMixture } = await load('src/diffusion/exact/mixture.ts');
  const { fillNormal } = await load('src/lib/rng.ts');
  const data = createPointDataset('pair');
  const process = createProcess({ schedule: 'constant', T: 200, betaEnd: 0.04 });
  expect(process.level(0).sigma ** 2).toBeCloseTo(0.04, 12);
  const plan = planSampling(process, { sampler: 'leap', samplingSteps: 100 });
  expect(plan.nfe).toBe(50);
  const exact = exactMixture(data.mixture());
  const count = 500;
  const start = fillNormal(new Float64Array(2 * count), { seed: 1, stream: 'start', step: 0 });
  const denoise = (x: Float64Array, _: number, level: unknown) => ({
    x0: exact.posteriorMean(x, level, new Float64Array(x.length)),
  });
  const samples: Float64Array = finalState(
    sampleWithPlan(plan, arrays(2), denoise, start, () => new Float64Array(2 * count)),
  );
  const right = Array.from({ length: count }, (_, i) => samples[2 * i]).filter((x) => x > 0);
  const mean = right.reduce((sum, x) => sum + x, 0) / right.length;
  expect(right.length).toBeGreaterThan(0.4 * count);
  expect(right.length).toBeLessThan(0.6 * count);
  expect(mean).toBeCloseTo(1.4, 1); // 250 samples of deviation 0.2: the mean's own error is 0.013
});
