// Reports of the benchmark as tables of plain text.

const NONE = '–';

/** Three digits that count. */
export function figure(value) {
  if (value === null) return NONE;
  if (value >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}

export const bytes = (value) => (value === null ? NONE : `${figure(value / 1e6)} MB`);

/** Median, least and most of several values. */
export const spread = ({ median, least, most }, unit = '') =>
  least === most
    ? `${figure(median)}${unit}`
    : `${figure(median)}${unit} (${figure(least)} to ${figure(most)})`;

const timing = (of) => (of ? spread(of.milliseconds) : NONE);
const ratio = (of) => (of ? spread(of.ratio, ' ×') : NONE);

const COLUMNS = [
  ['', ({ name }) => name],
  ['ms of processor time', ({ processor }) => timing(processor)],
  ['speed by it', ({ processor }) => ratio(processor)],
  ['ms on the clock', ({ clock }) => timing(clock)],
  ['speed by it', ({ clock }) => ratio(clock)],
  ['rounds', ({ rounds }) => String(rounds)],
  ['JavaScript ms', ({ javascript }) => figure(javascript)],
  ['dispatches', ({ dispatches }) => figure(dispatches)],
  ['submits', ({ submits }) => figure(submits)],
  ['kernel calls', ({ kernels }) => figure(kernels)],
  ['tensors', ({ tensorBytes }) => bytes(tensorBytes)],
  ['GPU buffers', ({ gpuBytes }) => bytes(gpuBytes)],
];

/** Rows of text in columns as wide as their widest entry; the first is flush left, the others right. */
export function align(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows
    .map((row) =>
      row.map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join('  '),
    )
    .join('\n');
}

/** What the counted work of a step allows at most: a head and a line for each model. @param corner the first word of the head */
export function rooflineCells(rows, corner) {
  const gpus = Object.keys(rows[0].floors);
  return [
    [corner, 'parameters', 'GFLOP', 'MB', 'FLOP a byte', ...gpus],
    ...rows.map(({ name, parameters, flops, bytes, floors }) => [
      name,
      String(parameters),
      figure(flops / 1e9),
      figure(bytes / 1e6),
      figure(flops / bytes),
      ...gpus.map((gpu) => `${figure(floors[gpu])} ms`),
    ]),
  ];
}

export function rooflineTable(rows) {
  const text = align(rooflineCells(rows, ''));
  return `\nRoofline of a training step: counted work, and what it takes at least by the makers' figures\n${text}`;
}

/** One part's report. */
export function partTable({ title, device, software, unit, rows, estimatedBytes, arithmetic }) {
  const adapter = `${device || 'the processor'}${software ? ' (a program on the processor)' : ''}`;
  const text = align([COLUMNS.map(([head]) => head), ...rows.map((row) => COLUMNS.map(([, of]) => of(row)))]);
  const estimate = estimatedBytes === null ? '' : `\nthe page says: needs about ${bytes(estimatedBytes)}`;
  const share = arithmetic
    ? `\n${rows[0].name}: ${figure(arithmetic.step)} GFLOP/s, ${Math.round((100 * arithmetic.step) / arithmetic.peak)} % of the ${figure(arithmetic.peak)} that a core multiplies and adds here`
    : '';
  return `\n${title}\n${adapter}; one line is one ${unit}\n${text}${share}${estimate}`;
}
