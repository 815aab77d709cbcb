/** docs/linear-vs-cosine.md from its measurements: every sentence is computed. Pure. */
import { deviation, mean } from '../../src/lib/studentT';
import { answerOf } from '../../src/state/compare/answer';
import {
  type JudgedRow,
  type PairCell,
  pairRows,
  summaryOf,
  withVerdicts,
} from '../../src/state/compare/pairTable';

export const SCHEDULES = ['linear', 'cosine'] as const;
export const SAMPLERS = ['ddpm', 'ddim'] as const;
type Sampler = (typeof SAMPLERS)[number];

/** One trained model and its distances. */
export interface Cell {
  readonly dataset: string;
  /** Of training, noise and real data. */
  readonly seed: number;
  readonly schedule: (typeof SCHEDULES)[number];
  /** [budget] mean energy distance from the fresh sets. */
  readonly distances: Readonly<Record<Sampler, readonly number[]>>;
  /** Energy distances of as many real points from the same fresh sets. */
  readonly floors: readonly number[];
}

export interface Setup {
  readonly budgets: readonly number[];
  /** Points on each side of a distance. */
  readonly points: number;
  /** Fresh sets over which a distance is averaged. */
  readonly references: number;
  readonly width: number;
  readonly trainingSteps: number;
  /** Data sets of which not all seeds are measured. */
  readonly missing?: readonly string[];
}

const SIDE = { linear: 'a', cosine: 'b' } as const;
const NAMES = { a: 'linear', b: 'cosine' } as const;
const SAMPLER_NAMES = { ddpm: 'DDPM', ddim: 'DDIM' } as const;

/** The rows of one data set and sampler, one a number of steps. */
function rowsOf(cells: readonly Cell[], sampler: Sampler, { budgets, points }: Setup): JudgedRow[] {
  const scores = cells.flatMap(({ seed, schedule, distances, floors }) =>
    budgets.map((x, k): PairCell => {
      const floor = { floor: mean(floors), spread: deviation(floors) };
      const score = { kind: 'energy distance', value: distances[sampler][k], n: points, ...floor } as const;
      return { side: SIDE[schedule], x, seed, score };
    }),
  );
  return withVerdicts(pairRows(scores));
}

function cellText({ verdict }: JudgedRow): string {
  if (verdict.kind === 'better') return `${NAMES[verdict.side]} ${verdict.ratio.toFixed(2)}×`;
  return verdict.kind === 'equal' ? '=' : '?';
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const figureText = (values: readonly number[]): string => {
  const summary = summaryOf(values);
  return summary ? `${summary.mean.toPrecision(3)} ± ${(summary.spread ?? 0).toPrecision(1)}` : '–';
};

function samplerPart(
  sampler: Sampler,
  byDataset: ReadonlyMap<string, readonly Cell[]>,
  setup: Setup,
): string {
  const rows = [...byDataset].map(([dataset, cells]) => ({ dataset, rows: rowsOf(cells, sampler, setup) }));
  const count = (side: 'a' | 'b') =>
    rows
      .flatMap((one) => one.rows)
      .filter(({ verdict }) => verdict.kind === 'better' && verdict.side === side).length;
  const head = ['data set', ...setup.budgets.map((steps) => `${steps}`)];
  const distances = rows.flatMap(({ dataset, rows: own }) =>
    (['a', 'b'] as const).map((side) => [
      `${dataset}, ${NAMES[side]}`,
      ...own.map(({ values }) => figureText(values[side])),
    ]),
  );
  return [
    `## ${SAMPLER_NAMES[sampler]}`,
    `Of ${rows.length * setup.budgets.length} cells cosine is better in ${count('b')}, linear in ${count('a')}.`,
    table(
      head,
      rows.map(({ dataset, rows: own }) => [dataset, ...own.map(cellText)]),
    ),
    rows.map(({ dataset, rows: own }) => `- **${dataset}**: ${answerOf(own, NAMES)}`).join('\n'),
    'Energy distances, mean and standard deviation over seeds:',
    table(head, distances),
  ].join('\n\n');
}

/** @param cells of every data set, schedule and seed */
export function linearVsCosineDocument(cells: readonly Cell[], setup: Setup): string {
  const byDataset = new Map<string, Cell[]>();
  for (const cell of cells) byDataset.set(cell.dataset, [...(byDataset.get(cell.dataset) ?? []), cell]);
  const seeds = new Set(cells.map(({ seed }) => seed)).size;
  const floors = [...byDataset].map(([dataset, own]) => [
    dataset,
    figureText(own.flatMap((cell) => cell.floors)),
  ]);
  return `${[
    '# Linear against cosine',
    `Written by \`node scripts/docs/linearVsCosine.mjs\` from its own measurements (docs/linear-vs-cosine.json): ${byDataset.size} data sets, ${seeds} seeds, both schedules, trained for ${setup.trainingSteps} steps by the app's own trainer on WASM, an MLP of width ${setup.width}, all other settings the page's defaults (T = 200, betas scaled). At one seed both schedules have the same points, batches and noise. A distance is that of ${setup.points} samples of the EMA weights from as many real points, the mean over ${setup.references} fresh sets.`,
    'A schedule is named where its difference exceeds its interval (docs/decisions/when-a-difference-is-named.md; here seeds are of training too), with the ratio of the mean distances; `=` is no difference, `?` not decided. Columns are numbers of sampling steps.',
    ...(setup.missing?.length
      ? [`Not measured yet: ${setup.missing.join(', ')}. The command goes on where it was stopped.`]
      : []),
    'The shipped pair of MNIST models is not part of it: Compare measures that one (Quality against steps).',
    ...SAMPLERS.map((sampler) => samplerPart(sampler, byDataset, setup)),
    '## Real data against real data',
    table(['data set', 'energy distance'], floors),
  ].join('\n\n')}\n`;
}
