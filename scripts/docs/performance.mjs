/**
 * Writes the tables of docs/performance.md, each between `<!-- bench: PART -->` and `<!-- end -->`, from what `npm run bench` measured:
 * `npm run bench -- --json docs/performance.json --only PARTS && node scripts/docs/performance.mjs`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bytes, figure, rooflineCells, spread } from '../bench/table.mjs';

const read = (name) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const day = (date) =>
  new Date(date).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** The machine, the device of the part, and the day. */
function sourceText({ date, processor, cores, runtime, device, software }) {
  const adapter = device ? `, ${device}${software ? ' (a program on the processor)' : ''}` : '';
  return `${runtime}${adapter}, ${cores} ${processor ? `cores of ${processor}` : 'processor cores'}, ${day(date)}`;
}

const inverse = ({ median, least, most }) => ({ median: 1 / median, least: 1 / most, most: 1 / least });

/** Of all columns those that a part has figures for. */
const columns = (last, isCost) => {
  const ratio = ({ ratio }) => (isCost ? spread(inverse(ratio), ' ×') : spread(ratio, ' ×'));
  const against = isCost ? `in steps of ${last}` : `speed against ${last}`;
  const count = (key, text = figure) => [
    ({ [key]: value }) => value !== null,
    ({ [key]: value }) => text(value),
  ];
  const onClock = ({ clock }) => clock;
  const onProcessor = ({ processor }) => processor;
  return [
    ['ms of processor time', onProcessor, ({ processor }) => spread(processor.milliseconds)],
    [`${against}, by it`, onProcessor, ({ processor }) => ratio(processor)],
    ['ms on the clock', onClock, ({ clock }) => spread(clock.milliseconds)],
    [`${against}, on the clock`, onClock, ({ clock }) => ratio(clock)],
    ['JavaScript ms', ...count('javascript')],
    ['dispatches', ...count('dispatches')],
    ['submits', ...count('submits')],
    ['kernel calls', ...count('kernels')],
    ['tensors', ...count('tensorBytes', bytes)],
    ['GPU buffers', ...count('gpuBytes', bytes)],
  ];
};

/**
 * @param against  what ratios are to
 * @param isCost   whether they say how much longer something takes
 * @param leaveOut columns
 */
function partTable(part, { against = part.rows.at(-1).name, isCost = false, leaveOut } = {}) {
  const { title, unit, rows, arithmetic } = part;
  const used = columns(against, isCost).filter(([head, has]) => rows.some(has) && !leaveOut?.test(head));
  const counts = [...new Set(rows.map(({ rounds }) => rounds))].join(' or ');
  const share = arithmetic
    ? ` The first row does ${figure(arithmetic.step)} GFLOP/s, ${Math.round((100 * arithmetic.step) / arithmetic.peak)} % of the ${figure(arithmetic.peak)} that a core multiplies and adds there.`
    : '';
  return [
    `**${title}**, a ${unit}; median (least to most) of n = ${counts} ${counts === '1' ? 'round' : 'rounds'}. ${sourceText(part)}.${share}`,
    table(
      ['', ...used.map(([head]) => head)],
      rows.map((row) => [row.name, ...used.map(([, has, text]) => (has(row) ? text(row) : ''))]),
    ),
  ].join('\n\n');
}

function rooflineTable({ rows }) {
  const [head, ...lines] = rooflineCells(rows, 'a training step');
  return table(head, lines);
}

const BACKENDS = { wasm: 'WASM', webgpu: 'WebGPU' };
const VISIT = [
  ['first picture, ms on the clock', 'firstPicture'],
  ['until then, ms of processor time', 'pictureProcessor'],
  ['first step after the press, ms on the clock', 'firstStep'],
  ['until then, ms of processor time', 'stepProcessor'],
  ['tasks over 50 ms on the clock', 'longTasks'],
  ['the longest of them, ms on the clock', 'longestTask'],
  ['the longest task, ms of processor time', 'longestProcessor'],
];

function visitTable({ rows, ...source }) {
  return [
    `Median (least to most) of n = ${rows[0].visits} first visits. ${sourceText(source)}.`,
    table(
      ['', ...rows.map(({ backend }) => `with ${BACKENDS[backend]}`)],
      VISIT.map(([head, name]) => [head, ...rows.map((row) => spread(row[name]))]),
    ),
  ].join('\n\n');
}

/** Rows are pairs: two threads, and one. */
function threadsTable(part) {
  const pairs = part.rows.flatMap((two, i) => (i % 2 === 0 ? [[two, part.rows[i + 1]]] : []));
  return [
    `**Two threads beside one**, a ${part.unit} in turns of some ten ms: the least times of n = ${part.rows[0].rounds} turns, in which both threads had a core. ${sourceText(part)}.`,
    table(
      ['', 'one thread, ms', 'two threads, ms', 'speed', 'within a round'],
      pairs.map(([two, one]) => {
        const [a, b] = [one.clock.milliseconds.least, two.clock.milliseconds.least];
        const name = one.name.slice(0, one.name.indexOf(':'));
        return [name, figure(a), figure(b), `${figure(a / b)} ×`, spread(two.clock.ratio, ' ×')];
      }),
    ),
  ].join('\n\n');
}

/** Rows are groups of one network, the last of which is one side by itself. */
function duelThreadsTable(part) {
  const split = (row) => row.name.split(': ');
  const last = (network) => part.rows.findLast((row) => split(row)[0] === network);
  return [
    `**Both sides of a comparison on two threads**, a ${part.unit} in turns of some ten ms: the least times of n = ${part.rows[0].rounds} turns, in which both threads had a core. ${sourceText(part)}.`,
    table(
      ['', '', 'ms', 'in steps of one side', 'within a round'],
      part.rows.map((row) => {
        const [network, way] = split(row);
        const [own, one] = [row, last(network)].map(({ clock }) => clock.milliseconds.least);
        return [network, way, figure(own), `${figure(own / one)} ×`, spread(inverse(row.clock.ratio), ' ×')];
      }),
    ),
  ].join('\n\n');
}

/** How a part is written, where it is not as the others. */
const WAYS = {
  roofline: rooflineTable,
  visit: visitTable,
  'duel-64': (part) => partTable(part, { isCost: true }),
  'duel-128': (part) => partTable(part, { isCost: true }),
  threads: threadsTable,
  'duel-threads': duelThreadsTable,
  scaling: (part) => partTable(part, { leaveOut: /speed|kernel|tensors/ }),
};

/** @throws Error where a part is not measured */
export function withTables(text, results) {
  return text.replace(/(<!-- bench: (\S+) -->\n)[\s\S]*?(<!-- end -->)/g, (_, begin, id, end) => {
    if (!results[id]) throw new Error(`docs/performance.json has no part "${id}"`);
    return `${begin}\n${(WAYS[id] ?? partTable)(results[id])}\n\n${end}`;
  });
}

export const performanceDocument = () =>
  withTables(read('performance.md'), JSON.parse(read('performance.json')));

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('../../docs/performance.md', import.meta.url), performanceDocument());
