/** The figures of both runs side by side, each with its floor, and B − A. Pure. */
import type { ImageQuality, LossFloor } from '../../../../workers/evaluator';
import type { Quality } from '../../../../workers/protocol';
import { familyOf } from '../../../config/family';
import { isClear } from '../../../state/lead';
import type { RunState } from '../../../state/run';
import type { Score } from '../../../state/score';
import { count, figure } from '../train/words';

/** What is known of one side. */
export interface Known {
  readonly run: RunState | null;
  /** What its newest samples are judged by. */
  readonly score: Score | null;
  /** The other figures of the same samples: of points, or of images. */
  readonly quality: Quality | null;
  readonly images: ImageQuality | null;
  readonly floor: LossFloor | null;
  /** √ᾱ at the end of the chain; null where the settings give no schedule. */
  readonly terminal: number | null;
}

export interface Row {
  readonly name: string;
  /** The floor of both, where they share it. */
  readonly floor: string | null;
  readonly a: string;
  readonly b: string;
  readonly difference: string;
  /** Who is better, where the difference is more than chance. */
  readonly better: 'a' | 'b' | null;
}

const NONE = '–';
const signed = (v: number, say: (v: number) => string): string =>
  v === 0 ? '0' : `${v > 0 ? '+' : '−'}${say(Math.abs(v))}`;
const percent = (v: number) => `${(100 * v).toFixed(2)}%`;
const share = (v: number) => `${Math.round(100 * v)}%`;
const rate = (v: number) => (v >= 10 ? count(v) : String(+v.toFixed(1)));
const rounded = (v: number) => (v === 0 ? '0' : figure(+v.toPrecision(3)));

interface Cell {
  readonly value: number | null;
  readonly floor?: number | null;
}

function row(name: string, a: Cell, b: Cell, say: (v: number) => string, better: Row['better'] = null): Row {
  const floorOf = (cell: Cell) => (cell.floor == null ? null : say(cell.floor));
  const common = floorOf(a) !== null && floorOf(a) === floorOf(b) ? floorOf(a) : null;
  const write = (cell: Cell) => {
    if (cell.value === null) return NONE;
    const own = common === null ? floorOf(cell) : null;
    return own === null ? say(cell.value) : `${say(cell.value)} (floor ${own})`;
  };
  const known = a.value !== null && b.value !== null;
  return {
    name,
    floor: common,
    a: write(a),
    b: write(b),
    difference: known ? signed(b.value - a.value, say) : NONE,
    better,
  };
}

const excess = ({ run, floor }: Known): number | null => {
  if (!run || floor?.loss == null || run.losses.last < run.losses.first) return null;
  return run.losses.smoothedAt(run.losses.last) - floor.loss;
};

/** Over the whole run once it rests: both take turns on one device, and a moment says little. */
function speed({ run }: Known): number | null {
  if (!run) return null;
  const rests = run.trainingSince === null && run.trainedFor > 0;
  const perSecond = rests ? (1000 * run.step) / run.trainedFor : run.stepsPerSecond;
  return perSecond > 0 ? perSecond : null;
}

function clearWinner({ score: a }: Known, { score: b }: Known): Row['better'] {
  if (!a || !b) return null;
  const spread = Math.max(a.spread, b.spread);
  if (!isClear({ a: a.value, b: b.value, spread })) return null;
  return b.value < a.value ? 'b' : 'a';
}

const score = ({ score }: Known): Cell => ({ value: score?.value ?? null, floor: score?.floor });

export function comparisonRows(a: Known, b: Known): Row[] {
  const of = (read: (known: Known) => number | null) => [{ value: read(a) }, { value: read(b) }] as const;
  const beside = (read: (known: Known) => Cell) => [read(a), read(b)] as const;
  const ofPoints = (): Row[] => [
    row(
      'Sliced W₁',
      ...beside(({ quality }) => ({
        value: quality?.slicedWasserstein ?? null,
        floor: quality?.slicedFloor,
      })),
      rounded,
    ),
    row('Loss above its floor', ...of(excess), rounded),
    row('Floor of the loss', ...of(({ floor }) => floor?.loss ?? null), rounded),
  ];
  const ofImages = (): Row[] => [
    row(
      'Clear images',
      ...beside(({ images }) => ({ value: images?.clear ?? null, floor: images?.floor.clear })),
      share,
    ),
    row(
      'Loss',
      ...of(({ run }) =>
        run && run.losses.last >= run.losses.first ? run.losses.smoothedAt(run.losses.last) : null,
      ),
      rounded,
    ),
  ];
  const images = [a, b].some(({ run }) => run && familyOf(run.config.dataset) === 'images');
  return [
    row('Quality', ...beside(score), rounded, clearWinner(a, b)),
    ...(images ? ofImages() : ofPoints()),
    row('Signal left at T', ...of(({ terminal }) => terminal), percent),
    row('Steps per second', ...of(speed), rate),
    row('Parameters', ...of(({ run }) => run?.parameters ?? null), count),
  ];
}

/** "After 14,000 steps": of which steps the figures are. */
export function tableTitle({ run: a }: Known, { run: b }: Known): string {
  if (!a || !b) return 'Before training';
  const trains = [a, b].map(({ config }) => config.trainingSteps > 0);
  if (!trains[0] && !trains[1]) return 'As they came';
  if (a.step === 0 && b.step === 0) return 'Before training';
  if (!trains[0]) return `B after ${count(b.step)} steps`;
  if (!trains[1]) return `A after ${count(a.step)} steps`;
  const over = a.phase === 'done' && b.phase === 'done';
  if (a.step === b.step || !over)
    return `${over ? 'After' : 'At step'} ${count(Math.min(a.step, b.step))}${over ? ' steps' : ''}`;
  return `After ${count(a.step)} and ${count(b.step)} steps`;
}
