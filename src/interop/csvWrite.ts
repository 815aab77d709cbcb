/** Points and curves as CSV. */

/** The shortest decimal that names a 32-bit number: nine significant digits always do. */
function shortest(value: number): string {
  let digits = 6;
  while (digits < 9 && Math.fround(Number(value.toPrecision(digits))) !== value) digits++;
  return String(Number(value.toPrecision(digits)));
}

/** Significant digits, beside a column's scale, that 32 bits hold. */
const DIGITS = 8;
/** Half a unit in the last place of a 32-bit number, beside the number. */
const HALF_ULP = 2 ** -24;
/** A table's numbers are held without their centre where that is further from 0, in scales. */
const FARTHEST = 17;

/** Rounds to a number of decimals; below 0 to tens, hundreds and so on. */
const rounded = (value: number, decimals: number): number =>
  decimals < 0
    ? Math.round(value / 10 ** -decimals) * 10 ** -decimals
    : Number(value.toFixed(Math.min(decimals, 100)));

/** The shortest decimal in the units of a table that a standardised 32-bit number may stand for: both its roundings to 32 bits are allowed for. */
function inUnits(value: number, offset: number, scale: number): string {
  const own = offset + scale * value; // in float64: a large offset needs its digits
  const error = HALF_ULP * (Math.abs(scale * value) + Math.min(Math.abs(own), FARTHEST * scale));
  const least = -Math.floor(Math.log10(scale));
  let decimals = least;
  while (decimals < least + DIGITS - 1 && Math.abs(rounded(own, decimals) - own) > error) decimals++;
  return String(rounded(own, decimals) + 0); // no -0
}

/** The conversion to the units of a table: original = offset + scale × standardised. */
interface Units {
  readonly offset: readonly [number, number];
  readonly scale: readonly [number, number];
}

/** The class of each point. */
export interface PointClasses {
  /** [n] */
  readonly labels: Int32Array;
  /** By their numbers; a class without a name is written as its number. */
  readonly names: readonly string[];
}

/** A name as a cell, in quotes where it has a sign that may separate cells. */
const textCell = (name: string): string =>
  /^[\p{L}\p{N}_.-]+$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

/**
 * @param points  [n, 2] standardised, where there are units
 * @param classes of the points; null where they have none
 * @returns header `x,y`, with classes `x,y,class`, and a row a point, from which {@link readTable} reads the same numbers, to 32 bits
 */
export function writePoints(
  points: Float32Array,
  units?: Units,
  classes: PointClasses | null = null,
): string {
  const rows = [classes ? 'x,y,class' : 'x,y'];
  const write = (i: number) =>
    units ? inUnits(points[i], units.offset[i & 1], units.scale[i & 1]) : shortest(points[i]);
  const classOf = (label: number) => `,${textCell(classes?.names[label] ?? String(label))}`;
  for (let i = 0; i + 1 < points.length; i += 2)
    rows.push(`${write(i)},${write(i + 1)}${classes ? classOf(classes.labels[i >> 1]) : ''}`);
  return `${rows.join('\n')}\n`;
}

/** One training step's figures; any further ones become further columns. */
export interface MetricRow {
  readonly step: number;
  /** NaN where it is not held. */
  readonly loss: number;
  readonly [name: string]: number | string | undefined;
}

/** @returns header `step,loss` and the further columns in order of appearance; a row a step, cells without a figure empty */
export function writeMetrics(rows: readonly MetricRow[]): string {
  const names = [...new Set(['step', 'loss', ...rows.flatMap((row) => Object.keys(row))])];
  const cell = (value: MetricRow[string]) => (Number.isNaN(value) ? '' : (value ?? ''));
  const lines = rows.map((row) => names.map((name) => cell(row[name])).join(','));
  const header = names
    .map((name) => (/[",\n\r]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name))
    .join(',');
  return `${[header, ...lines].join('\n')}\n`;
}
