/** Flow matching against DDIM on points: see flow.mjs. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { defaultsOf } from '../../src/config/family';
import type { RunConfig } from '../../src/config/fields';
import { openDataset } from '../../src/config/openDataset';
import { openPlan } from '../../src/config/openPlan';
import { exactMixture } from '../../src/diffusion/exact/mixture';
import { createProcess } from '../../src/diffusion/processes';
import { arrays, finalState, sampleWithPlan } from '../../src/diffusion/samplers/apply';
import { fillNormal } from '../../src/lib/rng';
import { deviation, mean } from '../../src/lib/studentT';
import { measureOf, POINTS, train } from '../../tests/tensor/learning';
import { useNodeBackend } from '../../tests/tensor/nodeBackends';

const SETS = [
  'gaussians-25',
  'circles',
  'checkerboard',
  'pinwheel',
  'spiral',
  'moons',
  'swiss-roll',
  'gaussians-8',
] as const satisfies readonly RunConfig['dataset'][];

/** Of training and of the noise of the samples: one set of noise decides little. */
const SEEDS = [7, 8, 9] as const;
const STEPS = 3000;
const CACHE = 'node_modules/.cache/flow-bench';

/** How each model is sampled; all draw from the same noise. */
const WAYS = {
  flow: { 'flow, Euler, 10 steps': { sampler: 'euler', samplingSteps: 10 }, 'flow, defaults': {} },
  ddpm: { 'cosine, DDIM, 10 steps': { sampler: 'ddim', samplingSteps: 10 } },
} as const satisfies Record<string, Record<string, Partial<RunConfig>>>;

type ProcessName = keyof typeof WAYS;
type Ratios = Readonly<Record<string, number>>;

interface Cell {
  readonly dataset: (typeof SETS)[number];
  readonly process: ProcessName;
  readonly seed: number;
}

const CELLS: readonly Cell[] = (['flow', 'ddpm'] as const).flatMap((process) =>
  SETS.flatMap((dataset) => SEEDS.map((seed) => ({ dataset, process, seed }))),
);

const pathOf = ({ dataset, process, seed }: Cell) => `${CACHE}/${dataset}-${process}-${seed}.json`;

const EXACT = 'exact velocity, defaults';

/** The ratio of the exact velocity with the same noise, where the density has a closed form: what a perfect network has. */
function exactRatio(config: RunConfig): Ratios {
  const data = openDataset(config);
  if (!data.mixture) return {};
  const field = exactMixture(data.mixture());
  const noise = fillNormal(new Float64Array(2 * POINTS), { seed: config.seed, stream: 'start', step: 0 });
  const denoise = (
    x: Float64Array,
    _: number,
    level: { readonly alpha: number; readonly sigma: number },
  ) => ({
    x0: field.posteriorMean(x, level, new Float64Array(x.length)),
  });
  const plan = openPlan(config, createProcess(config));
  const samples = finalState(sampleWithPlan(plan, arrays(2), denoise, noise, () => noise));
  return { [EXACT]: measureOf(data).ratio(Float32Array.from(samples)) };
}

async function measure({ dataset, process, seed }: Cell): Promise<Ratios> {
  const config: RunConfig = { ...defaultsOf(dataset, process), dataset, seed, trainingSteps: STEPS };
  const learned = await train(config);
  const ratios: Record<string, number> = {};
  for (const [way, sampling] of Object.entries(WAYS[process]))
    ratios[way] = await learned.ratio(sampling, seed);
  learned.dispose();
  return process === 'flow' ? { ...ratios, ...exactRatio(config) } : ratios;
}

/** Mean and standard deviation over seeds, and how many where some are missing; "–" where there is none. */
function cellText(cells: readonly Cell[], way: string): string {
  const measured = cells.filter((cell) => existsSync(pathOf(cell)));
  const values = measured.flatMap(
    (cell): number[] => JSON.parse(readFileSync(pathOf(cell), 'utf8'))[way] ?? [],
  );
  if (values.length === 0) return '–';
  const spread = values.length > 1 ? ` ± ${deviation(values).toFixed(2)}` : '';
  const some = measured.length < cells.length ? ` (n = ${values.length})` : '';
  return `${mean(values).toFixed(2)}${spread}${some}`;
}

function printTable(): void {
  const columns = [
    ...Object.keys(WAYS.flow).map((way) => ['flow', way] as const),
    ['flow', EXACT] as const,
    ...Object.keys(WAYS.ddpm).map((way) => ['ddpm', way] as const),
  ];
  console.log(`| data set | ${columns.map(([, way]) => way).join(' | ')} |`);
  console.log(`| --- |${' --- |'.repeat(columns.length)}`);
  for (const dataset of SETS) {
    const texts = columns.map(([process, way]) =>
      cellText(
        SEEDS.map((seed) => ({ dataset, process, seed })),
        way,
      ),
    );
    console.log(`| ${dataset} | ${texts.join(' | ')} |`);
  }
}

export async function measureFlow(args: string[]): Promise<void> {
  const options = { minutes: { type: 'string', default: 'Infinity' } } as const;
  const { values } = parseArgs({ args, options });
  const end = performance.now() + 60_000 * Number(values.minutes);
  mkdirSync(CACHE, { recursive: true });
  await useNodeBackend('wasm');
  for (const cell of CELLS) {
    if (performance.now() > end) break;
    if (existsSync(pathOf(cell))) continue;
    const ratios = await measure(cell);
    writeFileSync(pathOf(cell), JSON.stringify(ratios));
    console.log(`${cell.dataset}, ${cell.process}, seed ${cell.seed}: ${JSON.stringify(ratios)}`);
  }
  printTable();
}
