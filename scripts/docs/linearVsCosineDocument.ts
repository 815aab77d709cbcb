/** docs/linear-vs-cosine.md from its measurements: every sentence is computed. Pure. */
import { deviation, mean, ratioInterval } from '../../src/lib/studentT';
import { answerOf } from '../../src/state/compare/answer';
import {
  type JudgedRow,
  type PairCell,
  pairRows,
  summaryOf,
  withVerdicts,
} from '../../src/state/compare/pairTable';
import { timesText } from '../../src/state/compare/timesText';

export const SCHEDULES = ['linear', 'cosine'] as const;
export const SAMPLERS = ['ddpm', 'ddim'] as const;
type Sampler = (typeof SAMPLERS)[number];

/** One trained model of points and its distances. */
export interface Cell {
  readonly dataset: string;
  /** Of training, noise and real data. */
  readonly seed: number;
  readonly schedule: (typeof SCHEDULES)[number];
  /** [budget] mean energy distance from the fresh sets. */
  readonly distances: Readonly<Record<Sampler, readonly number[]>>;
  /** The same figure of sets of as many real points. */
  readonly floors: readonly number[];
}

/** Images that one model draws with one sampler and number of steps. */
export interface ImageCell {
  readonly dataset: string;
  /** Of noise and real images. */
  readonly seed: number;
  readonly schedule: (typeof SCHEDULES)[number];
  readonly sampler: Sampler;
  readonly steps: number;
  /** Fréchet distance, of the images and of as many real ones. */
  readonly value: number;
  readonly floor: number;
}

interface PointSetup {
  readonly budgets: readonly number[];
  /** Points on each side of a distance. */
  readonly samples: number;
  /** Fresh sets over which a distance is averaged. */
  readonly references: number;
  readonly width: number;
  readonly trainingSteps: number;
}

/** Cells of which all that belong together are measured, and the number of the others. */
interface Part<Setup, C> {
  readonly setup: Setup;
  readonly cells: readonly C[];
  readonly missing: number;
}

export interface Measurements {
  readonly points: Part<PointSetup, Cell>;
  readonly images: Part<{ readonly samples: number }, ImageCell>;
}

/** The curves of both schedules with one sampler on one data set. */
export interface Curves {
  readonly dataset: string;
  readonly sampler: Sampler;
  readonly rows: readonly JudgedRow[];
  /** Mean and standard deviation of real data. */
  readonly floor: readonly number[];
}

/** Of the shipped MNIST models. */
const IMAGE_T = 1000;

const SIDE = { linear: 'a', cosine: 'b' } as const;
export const NAMES = { a: 'linear', b: 'cosine' } as const;
const SIDES = ['a', 'b'] as const;
export const SAMPLER_NAMES = { ddpm: 'DDPM', ddim: 'DDIM' } as const;

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** By sampler and data set. */
export function pointCurves({ cells, setup: { budgets, samples: n } }: Measurements['points']): Curves[] {
  const curvesOf = (sampler: Sampler, dataset: string): Curves => {
    const own = cells.filter((cell) => cell.dataset === dataset);
    const scores = own.flatMap(({ seed, schedule, distances, floors }) =>
      budgets.map((x, k): PairCell => {
        const floor = { floor: mean(floors), spread: deviation(floors) };
        const score = { kind: 'energy distance', value: distances[sampler][k], n, ...floor } as const;
        return { side: SIDE[schedule], x, seed, score };
      }),
    );
    const floor = own.filter(({ schedule }) => schedule === 'linear').flatMap(({ floors }) => floors);
    return { dataset, sampler, rows: withVerdicts(pairRows(scores)), floor };
  };
  const datasets = unique(cells.map(({ dataset }) => dataset));
  return SAMPLERS.flatMap((sampler) => datasets.map((dataset) => curvesOf(sampler, dataset)));
}

/** By sampler; one that has no cell is left out. */
export function imageCurves({ cells, setup: { samples: n } }: Measurements['images']): Curves[] {
  return SAMPLERS.flatMap((sampler) => {
    const own = cells.filter((cell) => cell.sampler === sampler);
    const scores = own.map(({ schedule, steps, seed, value, floor }): PairCell => {
      const score = { kind: 'Fréchet distance', value, floor, spread: null, n } as const;
      return { side: SIDE[schedule], x: steps, seed, score };
    });
    const floors = new Map(own.map(({ seed, floor }) => [seed, floor]));
    const [first] = own;
    if (!first) return [];
    const rows = withVerdicts(pairRows(scores));
    return [{ dataset: first.dataset, sampler, rows, floor: [...floors.values()] }];
  });
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** With so many significant digits, and never as 3.27e+3. */
function digits(value: number, precision: number): string {
  const text = value.toPrecision(precision);
  return text.includes('e') ? `${Number(text)}` : text;
}

const figureText = (values: readonly number[]): string => {
  const summary = summaryOf(values);
  if (!summary) return '–';
  const spread = summary.spread === null ? '' : ` ± ${digits(summary.spread, 1)}`;
  return `${digits(summary.mean, 3)}${spread}`;
};

function verdictText({ verdict }: JudgedRow): string {
  if (verdict.kind === 'better') return `${NAMES[verdict.side]} ${timesText(verdict)}`;
  return verdict.kind === 'equal' ? '=' : '?';
}

const countText = (rows: readonly JudgedRow[]): string => {
  const better = (side: 'a' | 'b') =>
    rows.filter(({ verdict }) => verdict.kind === 'better' && verdict.side === side).length;
  const equal = rows.filter(({ verdict }) => verdict.kind === 'equal').length;
  const open = rows.length - better('a') - better('b') - equal;
  return `Of ${rows.length} cells cosine is better in ${better('b')}, linear in ${better('a')}; ${equal} show no difference, ${open} are not decided.`;
};

const stepsText = (x: number) => (x === 1 ? '1 step' : `${x} steps`);

/** Every cell in which linear is better. */
function linearWins(curves: readonly Curves[], nameOf: (one: Curves) => string): string {
  const wins = curves.flatMap((one) =>
    one.rows.flatMap(({ x, verdict }) =>
      verdict.kind === 'better' && verdict.side === 'a'
        ? [`${nameOf(one)} at ${stepsText(x)} by ${timesText(verdict)}`]
        : [],
    ),
  );
  return wins.length > 0 ? `Where linear is better: ${wins.join(', ')}.` : 'Linear is better nowhere.';
}

/**
 * Over all data sets at each number of steps: by how much linear is farther, as the geometric mean of the ratios of the mean distances,
 * and its interval of 95% over data sets.
 */
function overallPart(curves: readonly Curves[], budgets: readonly number[]): string[] {
  const n = curves.length;
  if (n < 3) return [];
  const cells = budgets.map((x) => {
    const ratios = curves.flatMap(({ rows }) =>
      rows.filter((row) => row.x === x).map(({ values }) => mean(values.a) / mean(values.b)),
    );
    const { ratio, low, high } = ratioInterval(ratios, 0.95);
    return `${ratio.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
  });
  return [
    `Linear's distance over cosine's, the geometric mean over the ${n} data sets with its interval of 95% (above 1 cosine is nearer):`,
    table(['sampling steps', ...budgets.map(String)], [['all data sets', ...cells]]),
  ];
}

function curvesPart(curves: readonly Curves[], measure: string, nameOf: (one: Curves) => string): string[] {
  const budgets = unique(curves.flatMap(({ rows }) => rows.map(({ x }) => x))).sort((p, q) => p - q);
  const head = [measure, ...budgets.map(String)];
  const byBudget = (rows: readonly JudgedRow[], cell: (row: JudgedRow) => string) =>
    budgets.map((x) => {
      const row = rows.find((one) => one.x === x);
      return row ? cell(row) : '–';
    });
  const distances = curves.flatMap((one) =>
    SIDES.map((side) => [
      `${nameOf(one)}, ${NAMES[side]}`,
      ...byBudget(one.rows, ({ values }) => figureText(values[side])),
      figureText(one.floor),
    ]),
  );
  return [
    `${countText(curves.flatMap(({ rows }) => rows))} ${linearWins(curves, nameOf)}`,
    table(
      head,
      curves.map((one) => [nameOf(one), ...byBudget(one.rows, verdictText)]),
    ),
    curves.map((one) => `- **${nameOf(one)}**: ${answerOf(one.rows, NAMES)}`).join('\n'),
    'Mean and standard deviation over seeds; the last column is real data in the place of samples:',
    table([...head, 'real data'], distances),
  ];
}

const missingText = (missing: number): string[] =>
  missing > 0
    ? [`${missing} more cells are not measured yet: the command goes on where it was stopped.`]
    : [];

function pointsPart({ setup, cells, missing }: Measurements['points'], curves: readonly Curves[]): string[] {
  const { trainingSteps, width, samples, references } = setup;
  const datasets = unique(cells.map(({ dataset }) => dataset)).length;
  const seeds = unique(cells.map(({ seed }) => seed)).length;
  return [
    '## Points in the plane',
    `${datasets} data sets, ${seeds} seeds, both schedules: ${cells.length} models, trained for ${trainingSteps} steps by the app's own trainer on WASM. The network has width ${width}, all other settings are the page's defaults (T = 200, betas scaled). At one seed both schedules have the same points, batches and noise, and seeds are of training too. A distance is the energy distance of n = ${samples} samples of the EMA weights from as many real points, the mean over ${references} fresh sets.`,
    ...missingText(missing),
    ...SAMPLERS.flatMap((sampler) => {
      const own = curves.filter((one) => one.sampler === sampler);
      const name = SAMPLER_NAMES[sampler];
      return [
        `### ${name}`,
        `![Energy distance against sampling steps, ${name}](linear-vs-cosine-${sampler}.svg)`,
        ...overallPart(own, setup.budgets),
        ...curvesPart(own, 'sampling steps', ({ dataset }) => dataset),
      ];
    }),
  ];
}

function imagesPart({ setup, cells, missing }: Measurements['images'], curves: readonly Curves[]): string[] {
  if (cells.length === 0) return ['## The first MNIST pair', 'Not measured yet.'];
  const counts = curves.flatMap(({ rows }) => rows.map(({ values }) => values.a.length));
  const [fewest, all] = [Math.min(...counts), Math.max(...counts)];
  const seeds = fewest === all ? `${all}` : `${fewest} to ${all}`;
  const most = Math.max(...cells.map(({ steps }) => steps));
  const atT =
    most < IMAGE_T
      ? ` The largest number of sampling steps is ${most}: T itself, ${IMAGE_T} steps, was not measured.`
      : ` All ${IMAGE_T} steps are drawn by PyTorch from the same weights, with the same formulas and other noise (scripts/pretrain/draw.py).`;
  return [
    '## The first MNIST pair',
    `The first pair of MNIST models that the gallery had, \`mnist-linear\` and \`mnist-cosine\` in [docs/models](models/README.md) (T = ${IMAGE_T}), drawn and measured as Compare does it (Quality against steps): n = ${setup.samples} images, ${seeds} seeds of the noise, Fréchet distance in the features of the fixed classifier. So this is about these two models, trained with one order of batches, and not about two ways of training.${atT}`,
    ...missingText(missing),
    '![Fréchet distance against sampling steps](linear-vs-cosine-mnist.svg)',
    ...curvesPart(curves, 'sampling steps', ({ sampler }) => SAMPLER_NAMES[sampler]),
  ];
}

/** By sampler, of points; then of images. */
function summaryPart(points: readonly Curves[], images: readonly Curves[]): string[] {
  const ofPoints = SAMPLERS.map((sampler) => {
    const own = points.filter((one) => one.sampler === sampler);
    return `- Points, ${SAMPLER_NAMES[sampler]}: ${countText(own.flatMap(({ rows }) => rows))}`;
  });
  const ofImages = images.map(
    ({ sampler, rows }) => `- MNIST, ${SAMPLER_NAMES[sampler]}: ${answerOf(rows, NAMES)}`,
  );
  return ['## In short', [...ofPoints, ...ofImages].join('\n')];
}

export function linearVsCosineDocument({ points, images }: Measurements): string {
  const ofPoints = pointCurves(points);
  const ofImages = imageCurves(images);
  return `${[
    '# Linear against cosine',
    'Written by `node scripts/docs/linearVsCosine.mjs` from its own measurements (docs/linear-vs-cosine.json), pictures included.',
    'A schedule is named where its difference exceeds its interval (docs/decisions/when-a-difference-is-named.md), with the geometric mean over seeds of the ratio of the distances; `=` is no difference, `?` not decided. Columns are numbers of sampling steps.',
    ...summaryPart(ofPoints, ofImages),
    ...pointsPart(points, ofPoints),
    ...imagesPart(images, ofImages),
  ].join('\n\n')}\n`;
}
