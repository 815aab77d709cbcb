/**
 * The stage shows the samples at one time, in the colour of what is left of the data, with layers over one plane: data, paths, score
 * arrows, density, guesses.
 */
import { css, type Rgb } from '../canvas/colour';
import { island, type Surface } from '../canvas/island';
import { dot, line, text } from '../canvas/plot';
import type { CloudPart, Placing } from '../canvas/splat';
import { type Theme, tint } from '../canvas/theme';
import { type Reel, signalShare } from '../trajectory';
import { type CloudLayer, createCloudPainter } from './cloud';
import { createDensityLayer, type DensityGrid } from './density';
import { drawField, type ScoreField } from './field';
import { placeOn } from './place';

export type LayerId = 'data' | 'samples' | 'paths' | 'score' | 'density' | 'error';

export interface StageData {
  readonly reel: Reel | null;
  /** The samples that these replace, fading out: share 1 is all old. */
  readonly before: { readonly reel: Reel; readonly share: number } | null;
  readonly position: number;
  readonly hue: 'model' | 'a' | 'b' | 'data';
  readonly layers: ReadonlySet<LayerId>;
  /** [n, 2] points of the data set. */
  readonly data: Float32Array | null;
  readonly field: ScoreField | null;
  /** Drawn under everything, in the place of the cloud's ground. */
  readonly ground?: ((surface: Surface, placing: Placing) => void) | null;
  /** Half the height in standard deviations of the data. */
  readonly world: number;
  /** The symbol that has the pointer or the focus. */
  readonly symbol: string | null;
  /** The data on the left and all else on the right, and not over each other. */
  readonly beside?: boolean;
  /** Said at the top, of what is shown. */
  readonly note?: string;
  /** Said at the bottom right: the time and what is left. */
  readonly corner?: string;
}

const PATHS = 36;
/** Of a sampler that adds noise, fewer: its paths are rough. */
const ROUGH_PATHS = 16;
const ROUGH_SAMPLERS: ReadonlySet<string> = new Set(['ddpm', 'euler-maruyama', 'predictor-corrector']);
const GUESSES = 60;
/** Samples drawn one by one over heat. */
const HEAT_DOTS = 800;

/** Smaller points for larger crowds: the picture keeps about the same amount of ink; beyond a crowd, hardly more than pixels. */
const radiusFor = (count: number) => {
  const usual = Math.min(1.7, 1.7 * (1500 / Math.max(Math.min(count, CROWD), 1)) ** 0.25);
  return Math.max(0.5, usual * (CROWD / Math.max(count, CROWD)) ** 0.67);
};
const CROWD = 5000;

export function cloudParts(reel: Reel, position: number, strength: number, limit?: number): CloudPart {
  const { from, to, share } = reel.at(position);
  return {
    from: reel.states(from),
    to: reel.states(to),
    share,
    scale: reel.scale(position),
    strength,
    limit,
  };
}

function sampleLayer(data: StageData, theme: Theme, hue: Rgb): CloudLayer | null {
  const { reel, before, position, symbol, layers } = data;
  if (!reel) return null;
  const parts = [cloudParts(reel, position, before ? 1 - before.share : 1)];
  if (before) parts.push(cloudParts(before.reel, position, before.share));
  const faint = layers.has('score') || symbol === 'score';
  const opacity = faint ? 0.22 : theme.dark ? 0.8 : 0.66;
  const radius = radiusFor(reel.trajectory.count) * (symbol === 'xt' ? 1.4 : 1);
  const colour = tint(theme, hue, signalShare(reel.level(position)));
  return {
    parts,
    radius,
    ink: { colour, opacity: symbol === 'xt' ? 0.9 : opacity, glow: theme.dark ? [255, 255, 255] : undefined },
  };
}

/** Where sample i stands at a moment between two frames, in CSS pixels. */
function placeOf(reel: Reel, placing: Placing, i: number, position: number): readonly [number, number] {
  const { from, to, share } = reel.at(position);
  const p = reel.states(from);
  const q = reel.states(to);
  const k = placing.perUnit * reel.scale(position);
  const x = p[2 * i] + (q[2 * i] - p[2 * i]) * share;
  const y = p[2 * i + 1] + (q[2 * i + 1] - p[2 * i + 1]) * share;
  return [placing.centreX + k * x, placing.centreY - k * y];
}

/** The way that a few samples have come from noise to here. */
function drawPaths(surface: Surface, placing: Placing, data: StageData, hue: Rgb) {
  const { reel, position } = data;
  if (!reel) return;
  const { theme } = surface;
  const steps = Math.min(40, reel.trajectory.frames); // between two frames all is straight
  const marks = Array.from({ length: steps + 1 }, (_, k) => 1 - (1 - position) * (k / steps));
  const colours = marks.map((mark) => tint(theme, hue, signalShare(reel.level(mark))));
  const { sampler, eta } = reel.config;
  const rough = ROUGH_SAMPLERS.has(sampler) || (sampler === 'ddim' && eta > 0);
  const count = Math.min(rough ? ROUGH_PATHS : PATHS, reel.trajectory.count);
  const { g } = surface;
  const places = (mark: number) => Array.from({ length: count }, (_, i) => placeOf(reel, placing, i, mark));
  g.lineWidth = 1;
  let previous = places(marks[0]);
  for (let k = 1; k <= steps; k++) {
    // One stroke for all paths between two times: they share their colour.
    const next = places(marks[k]);
    g.beginPath();
    for (let i = 0; i < count; i++) {
      g.moveTo(previous[i][0], previous[i][1]);
      g.lineTo(next[i][0], next[i][1]);
    }
    // What is long ago fades.
    const age = rough ? (1 - k / steps) ** 0.5 : 0;
    g.strokeStyle = css(colours[k], data.symbol === 'ode' ? 0.9 : 0.6 * (1 - age));
    g.stroke();
    previous = next;
  }
  for (const [x, y] of previous) dot(surface, x, y, 2.6, theme.colours.ink);
}

/** A line from each of some samples to where the network thinks it came from. */
function drawGuesses(surface: Surface, placing: Placing, { reel, position }: StageData) {
  if (!reel) return;
  const { g, theme } = surface;
  const { from } = reel.at(position);
  const guesses = reel.guesses(from);
  for (let i = 0; i < Math.min(GUESSES, reel.trajectory.count); i++) {
    const [x, y] = placeOf(reel, placing, i, position);
    const gx = placing.centreX + placing.perUnit * guesses[2 * i];
    const gy = placing.centreY - placing.perUnit * guesses[2 * i + 1];
    line(surface, [x, gx], [y, gy], theme.colours.ink, { width: 1, alpha: 0.5 });
    g.beginPath();
    g.arc(gx, gy, 3.4, 0, 2 * Math.PI);
    g.strokeStyle = css(theme.colours.ink);
    g.lineWidth = 1.5;
    g.stroke();
  }
}

/** The data over the density, which covers what was painted before it. */
function drawDots({ g }: Surface, placing: Placing, points: Float32Array, colour: Rgb) {
  g.fillStyle = css(colour, 0.6);
  for (let i = 0; i < points.length; i += 2)
    g.fillRect(
      placing.centreX + placing.perUnit * points[i] - 0.9,
      placing.centreY - placing.perUnit * points[i + 1] - 0.9,
      1.8,
      1.8,
    );
}

/** Some of the samples over heat, which covers what was painted before it. */
function drawSampleDots({ g, theme }: Surface, placing: Placing, { reel, position }: StageData) {
  if (!reel) return;
  g.fillStyle = css(theme.colours.model, 0.55);
  for (let i = 0; i < Math.min(HEAT_DOTS, reel.trajectory.count); i++) {
    const [x, y] = placeOf(reel, placing, i, position);
    g.fillRect(x - 1, y - 1, 2, 2);
  }
}

/** One standard deviation of the data: axes would only repeat it. */
function drawScaleBar(surface: Surface, placing: Placing) {
  const { w, h, theme } = surface;
  const x = 14;
  const y = h - 14;
  const k = placing.perUnit;
  line(surface, [x, x, x + k, x + k], [y - 4, y, y, y - 4], theme.colours['line-2'], { width: 1 });
  // where there is little room, the bar speaks for itself
  if (w < 280) return;
  const says = w - k < 320 ? '1 s.d.' : '1 standard deviation of the data';
  text(surface, says, x + k + 8, y + 2, {
    colour: theme.colours['ink-3'],
    halo: theme.colours.stage,
  });
}

/** The data as a cloud of their own. */
const dataLayer = (points: Float32Array, theme: Theme): CloudLayer => ({
  parts: [{ from: points, to: points, share: 0, scale: 1, strength: 1 }],
  radius: 1.4,
  ink: { colour: theme.colours.data, opacity: 0.5 },
});

export const stage = island<StageData>(() => {
  const scene = createScene();
  const painter = createCloudPainter();
  return (surface, data) => {
    const { g, w, h, theme } = surface;
    const { data: points } = data;
    if (!data.beside || !points || !data.reel) {
      scene(surface, data);
      return;
    }
    const half = { ...surface, w: w / 2 };
    painter.paint(half, placeOn(half.w, h, data.world), theme.colours.stage, [dataLayer(points, theme)]);
    text(surface, 'data', 14, 22, { size: 12, colour: theme.colours['ink-3'], halo: theme.colours.stage });
    g.save();
    g.translate(half.w, 0);
    g.beginPath();
    g.rect(0, 0, half.w, h);
    g.clip();
    scene(half, {
      ...data,
      layers: new Set([...data.layers].filter((id) => id !== 'data')),
      note: data.note ?? 'samples',
    });
    g.restore();
    line(surface, [half.w, half.w], [0, h], theme.colours.line, { width: 1 });
  };
});

/** Everything of a stage over one plane. */
function createScene() {
  const painter = createCloudPainter();
  const density: DensityGrid = createDensityLayer();
  return (surface: Surface, data: StageData) => {
    const { theme, w, h } = surface;
    const { layers, symbol } = data;
    const hue = theme.colours[data.hue];
    const placing = placeOn(w, h, data.world);
    const cloud: CloudLayer[] = [];
    const points = data.data;
    if (points && (layers.has('data') || symbol === 'data' || !data.reel)) {
      cloud.push(dataLayer(points, theme));
    }
    const samples = sampleLayer(data, theme, hue);
    const showsDensity = layers.has('density') && data.reel !== null;
    if (samples && layers.has('samples') && !showsDensity) cloud.push(samples);
    painter.paint(surface, placing, theme.colours.stage, cloud);
    if (showsDensity && data.reel) {
      density.draw(surface, placing, cloudParts(data.reel, data.position, 1));
      if (points && layers.has('data')) drawDots(surface, placing, points, theme.colours.data);
    } else if (data.ground) {
      data.ground(surface, placing);
      if (points && layers.has('data')) drawDots(surface, placing, points, theme.colours.data);
      if (layers.has('samples')) drawSampleDots(surface, placing, data);
    }
    if (layers.has('paths') || symbol === 'z' || symbol === 'ode') drawPaths(surface, placing, data, hue);
    if (symbol === 'x0hat') drawGuesses(surface, placing, data);
    if (data.field && (layers.has('score') || symbol === 'score'))
      drawField(surface, placing, data.field, symbol === 'score');
    drawScaleBar(surface, placing);
    if (data.corner)
      text(surface, data.corner, w - 12, h - 12, { align: 'right', size: 12, halo: theme.colours.stage });
    if (data.note) {
      text(surface, data.note, 14, 22, {
        size: 12,
        colour: theme.colours['ink-3'],
        halo: theme.colours.stage,
      });
    } else if (!data.reel) {
      text(surface, points ? 'the data; samples appear here' : 'samples appear here', 14, 22, {
        size: 12,
        colour: theme.colours['ink-3'],
      });
    }
  };
}
