/** docs/recipe.md from the figures of scripts/pretrain/recipe.py: every figure and every verdict is computed. Pure. */
import { mean } from '../../src/lib/studentT';

/** Of images that a model drew, or of real ones. */
interface Quality {
  readonly 'confidentOver0.8': number;
  readonly frechet: number;
}

/** The figures of averaged weights; of images where some were drawn. */
type Average = { readonly guessError: number } & Partial<Quality>;

export interface Result {
  readonly line: string;
  /** Of scripts/pretrain/train.py, beside those of the base. */
  readonly options: string;
  readonly seed: number;
  readonly parameters: number;
  /** By half-life in steps, as text; the first is measured in every line. */
  readonly averages: Readonly<Record<string, Average>>;
}

export interface Recipe {
  readonly base: string;
  readonly steps: number;
  readonly samples: number;
  readonly evaluations: number;
  readonly testImages: number;
  readonly floor: Quality;
  readonly results: readonly Result[];
}

/** The half-life of the average of which every line has images, in steps. */
const MEASURED = '50';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const distance = (value: number) => value.toFixed(1);

/** "12.5 (12.1 to 12.9)"; a single value alone. */
function spread(values: readonly number[], text: (value: number) => string): string {
  if (values.length === 1) return text(values[0]);
  return `${text(mean(values))} (${text(Math.min(...values))} to ${text(Math.max(...values))})`;
}

const table = (rows: readonly (readonly string[])[]) =>
  [rows[0], rows[0].map(() => '---'), ...rows.slice(1)].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** The results of each line, in the order of the lines. */
function linesOf(results: readonly Result[]): Map<string, Result[]> {
  const lines = new Map<string, Result[]>();
  for (const result of results) lines.set(result.line, [...(lines.get(result.line) ?? []), result]);
  return lines;
}

const valuesOf = (results: readonly Result[], key: keyof Average, average = MEASURED): number[] =>
  results.flatMap(({ averages }) => averages[average]?.[key] ?? []);

/** Whether every seed of a line is nearer to the data than every seed of the base, further, or neither. At least two seeds each. */
export function verdictOf(line: readonly number[], base: readonly number[]): string {
  if (line.length < 2 || base.length < 2) return 'one seed';
  if (Math.max(...line) < Math.min(...base)) return 'nearer';
  if (Math.min(...line) > Math.max(...base)) return 'further';
  return 'not decided';
}

function lineTable({ results, floor }: Recipe): string {
  const lines = linesOf(results);
  const base = valuesOf([...lines.values()][0], 'frechet');
  return table([
    [
      'line',
      'options',
      'parameters',
      'n',
      'error of x̂0',
      'clear digits',
      'Fréchet distance',
      'than the base',
    ],
    ...Array.from(lines, ([line, own], i) => [
      line,
      own[0].options === '' ? 'the base' : `\`${own[0].options}\``,
      own[0].parameters.toLocaleString('en').replaceAll(',', ' '),
      String(own.length),
      spread(valuesOf(own, 'guessError'), (value) => value.toFixed(4)),
      spread(valuesOf(own, 'confidentOver0.8'), percent),
      spread(valuesOf(own, 'frechet'), distance),
      i === 0 ? '' : verdictOf(valuesOf(own, 'frechet'), base),
    ]),
    [
      'real training images',
      '',
      '',
      '1',
      '',
      percent(floor['confidentOver0.8']),
      distance(floor.frechet),
      '',
    ],
  ]);
}

function averageTable({ results }: Recipe): string {
  const [base] = linesOf(results).values();
  const halfLives = Object.keys(base[0].averages).sort((p, q) => Number(p) - Number(q));
  return table([
    ['half-life in steps', 'n', 'error of x̂0', 'clear digits', 'Fréchet distance'],
    ...halfLives.map((halfLife) => [
      halfLife === '0' ? '0: the weights themselves' : halfLife,
      String(base.length),
      spread(valuesOf(base, 'guessError', halfLife), (value) => value.toFixed(4)),
      spread(valuesOf(base, 'confidentOver0.8', halfLife), percent),
      spread(valuesOf(base, 'frechet', halfLife), distance),
    ]),
  ]);
}

/** @returns Markdown */
export function recipeDocument(recipe: Recipe): string {
  const { base, steps, samples, evaluations, testImages } = recipe;
  const lines = [...linesOf(recipe.results)].map(
    ([line, own]) => [line, mean(valuesOf(own, 'frechet'))] as const,
  );
  const [best, nearest] = lines.reduce((p, q) => (q[1] < p[1] ? q : p));
  return `# A recipe for a small U-Net of digits

Which way of training brings a small U-Net nearest to MNIST in equal steps? Each line trains a network from first weights for ${steps} steps of 64
images, in its own way, and draws ${samples.toLocaleString('en').replaceAll(',', ' ')} images with SDE-DPM-Solver++ in ${evaluations} evaluations. The lines of a seed have the same
first weights, images, noise and quantiles of the timestep.

    python3 scripts/pretrain/recipe.py --data-dir MNIST && node scripts/docs/recipe.mjs

computes what is missing of the table and writes this page. One line is \`--only "LINE"\`; its options are those of \`scripts/pretrain/train.py\`, beside
\`${base} --steps ${steps} --bf16 1\`.

${lineTable(recipe)}

n counts seeds, of first weights and of training; the images of all have one seed of sampling. A cell is the mean over seeds (least to most). "Nearer" and "further" say
that each seed of the line is on that side of each seed of the base; with two seeds each, chance alone would name one in three of equal lines. The error of x̂0 is the mean squared error of the
clipped guess of x0 for ${testImages} test images in -1 … 1, the mean over log SNR -6, -5 … 6 with equal noise, which compares all predictions. The share of clear digits
knows nothing of variety: a network that draws one digit alone can have a high one. The Fréchet distance is that of the
fixed classifier's features ([pretraining.md](pretraining.md)) from 10 000 test images. Weights are the average with a half-life of ${MEASURED} steps, at most 47 by its warm-up.

The nearest is **${best}** with ${distance(nearest)}; the base has ${distance(lines[0][1])}. All are far from what longer training reaches (docs/pretraining.md): the table says what learns
fastest at first.

## The average of the weights

The base, with averages of other half-lives of the same trainings:

${averageTable(recipe)}
`;
}
