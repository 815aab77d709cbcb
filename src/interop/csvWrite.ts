/** Points and curves as CSV. */

/** The shortest decimal that names a 32-bit number: nine significant digits always do. */
function shortest(value: number): string {
  let digits = 6;
  while (digits < 9 && Math.fround(Number(value.toPrecision(digits))) !== value) digits++;
  return String(Number(value.toPrecision(digits)));
}

/**
 * @param points [n, 2]; float64 where an offset needs more digits than 32 bits have
 * @returns header `x,y` and a row a point, from which {@link readTable} reads the same numbers
 */
export function writePoints(points: Float32Array | Float64Array): string {
  const rows = ['x,y'];
  const write = points instanceof Float32Array ? shortest : String;
  for (let i = 0; i + 1 < points.length; i += 2) rows.push(`${write(points[i])},${write(points[i + 1])}`);
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
