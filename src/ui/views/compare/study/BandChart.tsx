/**
 * Two curves of means with bands of a standard deviation, above the floor of real data: drawings of SVG, so that a saved page shows the
 * same. Its values stand in the table below it; the slider under it reads one column out.
 */
import { SIDES } from '../../../../state/compare/comparison';
import type { Pair } from '../../../../state/compare/pair';
import * as words from '../../../../words/compare/study';
import { logTicks, roundTicks, type Scale, scaleOf } from '../../../canvas/plot';
import { figure } from '../../../format';

export interface BandPoint {
  readonly x: number;
  readonly mean: number;
  /** Standard deviation over seeds; null of a single one. */
  readonly spread: number | null;
}

export interface BandChartProps {
  readonly curves: Pair<readonly BandPoint[]>;
  readonly floor: { readonly mean: number; readonly spread: number | null } | null;
  readonly axis: {
    readonly name: string;
    readonly log: boolean;
    readonly ticks: readonly number[];
    readonly say: (x: number) => string;
  };
  readonly label: string;
  readonly summary: string;
  /** The column that the slider reads out; null for none. */
  readonly at?: number | null;
  /** True for curves of many points: no marks, and the y axis from 0 to 1 where `share` is true. */
  readonly dense?: boolean;
  readonly share?: boolean;
}

/** In units of the drawing, which fills its width: letters are as large as elsewhere where it is 360 pixels wide. */
const [W, H] = [360, 226];
const BOX = { l: 44, r: W - 26, t: 10, b: H - 42 };

function yRange({ curves, floor, share }: BandChartProps): readonly [number, number] {
  if (share) return [0, 1];
  const values = [...curves.a, ...curves.b].flatMap(({ mean, spread }) => [mean, mean + (spread ?? 0)]);
  const all = [...values, ...(floor ? [floor.mean] : [])].filter((v) => v > 0 && Number.isFinite(v));
  if (all.length === 0) return [0.001, 0.1];
  const lo = 0.7 * Math.min(...all);
  return [lo, Math.max(1.25 * Math.max(...all), 4 * lo)];
}

const path = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

/** A line across the chart. */
const across = (y: number): string =>
  path([
    [BOX.l, y],
    [BOX.r, y],
  ]);

interface CurveProps {
  readonly side: 'a' | 'b';
  readonly points: readonly BandPoint[];
  readonly dense: boolean;
  readonly X: Scale;
  readonly Y: Scale;
  /** Where its letter stands. */
  readonly letterY: number;
}

/** Least distance of the two letters. */
const LINE = 12;

/** The heights of both letters, at the ends of their curves, apart from each other and above the numbers of the axis below. */
function lettersOf(curves: BandChartProps['curves'], Y: Scale): { readonly a: number; readonly b: number } {
  const endOf = (points: readonly BandPoint[]) => {
    const last = points.findLast(({ mean }) => Number.isFinite(mean));
    return last ? Y(last.mean) : Number.NaN;
  };
  const [a, b] = [endOf(curves.a), endOf(curves.b)];
  const lowest = BOX.b - 2;
  if (!(Math.abs(a - b) < LINE)) return { a: Math.min(a, lowest), b: Math.min(b, lowest) };
  const middle = Math.min((a + b) / 2, lowest - LINE / 2);
  const sign = a <= b ? -1 : 1;
  return { a: middle + (sign * LINE) / 2, b: middle - (sign * LINE) / 2 };
}

function Curve({ side, points, dense, X, Y, letterY }: CurveProps) {
  const drawn = points.filter(({ mean }) => mean >= 0 && Number.isFinite(mean));
  if (drawn.length === 0) return null;
  const edge = (sign: 1 | -1) =>
    drawn.map(({ x, mean, spread }) => [X(x), Y(mean + sign * (spread ?? 0))] as const);
  const last = drawn[drawn.length - 1];
  return (
    <g class={side}>
      <path class="band" d={`${path([...edge(1), ...edge(-1).reverse()])}Z`} />
      <path class="curve" d={path(drawn.map(({ x, mean }) => [X(x), Y(mean)]))} />
      {(dense ? [] : drawn).map(({ x, mean }) =>
        side === 'a' ? (
          <circle key={x} class="dot" cx={X(x)} cy={Y(mean)} r="3" />
        ) : (
          <rect key={x} class="dot" x={X(x) - 3} y={Y(mean) - 3} width="6" height="6" />
        ),
      )}
      <text class="end" x={X(last.x) + 8} y={letterY + 4}>
        {side.toUpperCase()}
      </text>
    </g>
  );
}

/** A value below the range, as the lower edge of a wide band, is drawn at its end. */
const within =
  (scale: Scale, lo: number): Scale =>
  (v) =>
    scale(Math.max(v, lo));

/** Lines at some values across the chart, with the values beside them. */
const Levels = ({ levels, Y }: { levels: readonly number[]; Y: Scale }) => (
  <>
    {levels.map((v) => (
      <g key={v}>
        <path class="grid" d={across(Y(v))} />
        <text class="tick" x={BOX.l - 6} y={Y(v) + 4} text-anchor="end">
          {figure(v)}
        </text>
      </g>
    ))}
  </>
);

/** The floor with its spread as a band. */
function Floor({ floor: { mean, spread }, Y }: { floor: NonNullable<BandChartProps['floor']>; Y: Scale }) {
  const [top, bottom] = [Y(mean + (spread ?? 0)), Y(mean - (spread ?? 0))];
  return (
    <g class="floor">
      <rect class="band" x={BOX.l} width={BOX.r - BOX.l} y={top} height={Math.max(0, bottom - top)} />
      <path class="curve" d={across(Y(mean))} />
      <text class="end" x={BOX.l + 4} y={Y(mean) - 4}>
        {words.realData}
      </text>
    </g>
  );
}

export function BandChart(props: BandChartProps) {
  const { curves, floor, axis, label, summary, at = null, dense = false, share = false } = props;
  const [lo, hi] = yRange(props);
  const Y = within(scaleOf({ lo, hi, log: !share }, BOX.b, BOX.t), lo);
  const [first, last] = [axis.ticks[0], axis.ticks[axis.ticks.length - 1]];
  const X = scaleOf({ lo: first, hi: last, log: axis.log }, BOX.l + 6, BOX.r - 6);
  const letters = lettersOf(curves, Y);
  const ticks = axis.log ? axis.ticks : roundTicks(first, last, 5);
  const levels = share ? roundTicks(lo, hi, 4) : logTicks(lo, hi, 4);
  return (
    <svg
      class="band-chart"
      viewBox={`0 0 ${W} ${H}`}
      role="img"
      aria-label={label}
      aria-description={summary}
    >
      <Levels levels={levels} Y={Y} />
      {ticks.map((x) => (
        <text class="tick" key={x} x={X(x)} y={BOX.b + 16} text-anchor="middle">
          {axis.say(x)}
        </text>
      ))}
      <text class="tick" x={(BOX.l + BOX.r) / 2} y={H - 8} text-anchor="middle">
        {axis.name}
      </text>
      {floor && <Floor floor={floor} Y={Y} />}
      {at !== null && (
        <path
          class="at"
          d={path([
            [X(at), BOX.t],
            [X(at), BOX.b],
          ])}
        />
      )}
      {SIDES.map((side) => (
        <Curve
          key={side}
          side={side}
          points={curves[side]}
          dense={dense}
          X={X}
          Y={Y}
          letterY={letters[side]}
        />
      ))}
    </svg>
  );
}
