/** The figures of both runs side by side, each with its floor, and B − A. Pure. */
import type { LossFloor } from '../../../../workers/evaluator';
import type { MeasuredQuality } from '../../../state/evaluation';
import { isClear } from '../../../state/lead';
import type { RunState } from '../../../state/run';
import { count, figure } from '../train/words';

/** What is known of one side. */
export interface Known {
  readonly run: RunState | null;
  readonly quality: MeasuredQuality | null;
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
const rate = (v: number) => (v >= 10 ? count(v) : String(+v.toFixed(1)));
const rounded = (v: number) => (v === 0 ? '0' : figure(+v.toPrecision(3)));

interface Cell {
  readonly value: number | null;
  readonly floor?: number | null;
}

function row(name: string, a: Cell, b: Cell, say: (v: number) => string, better: Row['better'] = null): Row {
  const floorOf = (cell: Cell) => (cell.floor == null ? null : rounded(cell.floor));
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

function clearWinner(a: Known, b: Known): Row['better'] {
  const p = a.quality?.quality;
  const q = b.quality?.quality;
  if (!p || !q) return null;
  const spread = Math.max(p.energyFloorSpread, q.energyFloorSpread);
  if (!isClear({ a: p.energyDistance, b: q.energyDistance, spread })) return null;
  return q.energyDistance < p.energyDistance ? 'b' : 'a';
}

export function comparisonRows(a: Known, b: Known): Row[] {
  const energy = ({ quality }: Known): Cell => ({
    value: quality?.quality.energyDistance ?? null,
    floor: quality?.quality.energyFloor,
  });
  const sliced = ({ quality }: Known): Cell => ({
    value: quality?.quality.slicedWasserstein ?? null,
    floor: quality?.quality.slicedFloor,
  });
  const of = (read: (known: Known) => number | null) => [{ value: read(a) }, { value: read(b) }] as const;
  return [
    row('Quality', energy(a), energy(b), rounded, clearWinner(a, b)),
    row('Sliced W₁', sliced(a), sliced(b), rounded),
    row('Loss above its floor', ...of(excess), rounded),
    row('Floor of the loss', ...of(({ floor }) => floor?.loss ?? null), rounded),
    row('Signal left at T', ...of(({ terminal }) => terminal), percent),
    row('Steps per second', { value: speed(a) }, { value: speed(b) }, rate),
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
