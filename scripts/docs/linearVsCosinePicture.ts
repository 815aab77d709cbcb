/** The curves of docs/linear-vs-cosine.md as one SVG: a panel a data set, both axes logarithmic, in both colour schemes. Pure. */
import { mean } from '../../src/lib/studentT';
import { summaryOf } from '../../src/state/compare/pairTable';
import { logTicks, type Scale, scaleOf } from '../../src/ui/canvas/plot';
import {
  type Curves,
  imageCurves,
  type Measurements,
  NAMES,
  pointCurves,
  SAMPLER_NAMES,
  SAMPLERS,
} from './linearVsCosineDocument';

/** A panel with its margins, in units of the drawing. */
const [W, H] = [250, 176];
const BOX = { l: 44, r: W - 12, t: 26, b: H - 30 };
const COLUMNS = 4;

const STYLE = `text{font:11px system-ui,sans-serif;fill:#55504a}.name{font-weight:600;fill:#1d1b18}.grid{stroke:#e3ded3}
.a{stroke:#731a8c;fill:#731a8c}.b{stroke:#0b7f76;fill:#0b7f76}.curve{fill:none;stroke-width:1.9}.b.curve{stroke-dasharray:6 3}
.band{stroke:none;opacity:.18}.floor{stroke:#ad5200;stroke-dasharray:4 3}rect.paper{fill:#faf8f3}
@media(prefers-color-scheme:dark){text{fill:#b8b4ab}.name{fill:#eceae4}.grid{stroke:#2a2e36}.a{stroke:#e660b6;fill:#e660b6}
.b{stroke:#8ce9cf;fill:#8ce9cf}.curve{fill:none}.floor{stroke:#f6a44a}rect.paper{fill:#14161b}}`;

type Place = readonly [x: number, y: number];

const path = (places: readonly Place[]): string =>
  places.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

const line = (kind: string, from: Place, to: Place): string =>
  `<path class="${kind}" d="${path([from, to])}"/>`;

const text = (words: string, [x, y]: Place, anchor: string, kind = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}"${kind && ` class="${kind}"`}>${words}</text>`;

/** One schedule: its mean, and a band of a standard deviation. */
function curve({ rows }: Curves, side: 'a' | 'b', X: Scale, Y: Scale): string {
  const points = rows.flatMap(({ x, values }) => {
    const summary = summaryOf(values[side]);
    return summary ? [{ x, mean: summary.mean, spread: summary.spread ?? 0 }] : [];
  });
  const edge = (sign: number) => points.map((p): Place => [X(p.x), Y(p.mean + sign * p.spread)]);
  const means = points.map((p): Place => [X(p.x), Y(p.mean)]);
  return `<path class="band ${side}" d="${path([...edge(1), ...edge(-1).reverse()])}Z"/><path class="curve ${side}" d="${path(means)}"/>`;
}

function panel(one: Curves, name: string): string {
  const floor = mean(one.floor);
  const values = one.rows.flatMap(({ values }) => [...values.a, ...values.b]);
  const [lo, hi] = [0.8 * Math.min(...values, floor), 1.2 * Math.max(...values)];
  const steps = one.rows.map(({ x }) => x);
  const X = scaleOf({ lo: steps[0], hi: steps[steps.length - 1], log: true }, BOX.l, BOX.r);
  const raw = scaleOf({ lo, hi, log: true }, BOX.b, BOX.t);
  const Y: Scale = (value) => raw(Math.max(value, lo)); // the lower edge of a wide band ends at the axis
  return [
    text(name, [BOX.l, 16], 'start', 'name'),
    ...logTicks(lo, hi, 4).map(
      (v) =>
        line('grid', [BOX.l, Y(v)], [BOX.r, Y(v)]) +
        text(`${+v.toPrecision(1)}`, [BOX.l - 6, Y(v) + 4], 'end'),
    ),
    ...steps.map((x) => text(`${x}`, [X(x), BOX.b + 16], 'middle')),
    line('floor', [BOX.l, Y(floor)], [BOX.r, Y(floor)]),
    curve(one, 'a', X, Y),
    curve(one, 'b', X, Y),
  ].join('');
}

const LEGEND = [
  ['curve a', NAMES.a],
  ['curve b', NAMES.b],
  ['floor', 'real data'],
] as const;

/** @param nameOf the heading of a panel */
function curvesPicture(title: string, curves: readonly Curves[], nameOf: (one: Curves) => string): string {
  const columns = Math.min(COLUMNS, curves.length);
  const [width, height] = [Math.max(columns * W, 330), Math.ceil(curves.length / columns) * H + 26];
  const panels = curves.map((one, i) => {
    const at = `translate(${(i % columns) * W} ${Math.floor(i / columns) * H})`;
    return `<g transform="${at}">${panel(one, nameOf(one))}</g>`;
  });
  const legend = LEGEND.map(([kind, name], i) => {
    const x = BOX.l + 100 * i;
    return line(kind, [x, height - 12], [x + 24, height - 12]) + text(name, [x + 30, height - 8], 'start');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img"><title>${title}</title><style>${STYLE}</style><rect class="paper" width="${width}" height="${height}"/>${panels.join('')}${legend.join('')}</svg>\n`;
}

/** @returns the pictures of the document by their names */
export function linearVsCosinePictures({ points, images }: Measurements): Record<string, string> {
  const ofPoints = pointCurves(points);
  const pictures = SAMPLERS.map((sampler) => {
    const own = ofPoints.filter((one) => one.sampler === sampler);
    return [
      `linear-vs-cosine-${sampler}.svg`,
      curvesPicture(
        `Energy distance against sampling steps, ${SAMPLER_NAMES[sampler]}`,
        own,
        ({ dataset }) => dataset,
      ),
    ];
  });
  const ofImages = imageCurves(images);
  if (ofImages.length > 0) {
    const picture = curvesPicture(
      'Fréchet distance against sampling steps',
      ofImages,
      ({ sampler }) => `MNIST, ${SAMPLER_NAMES[sampler]}`,
    );
    pictures.push(['linear-vs-cosine-mnist.svg', picture]);
  }
  return Object.fromEntries(pictures);
}
