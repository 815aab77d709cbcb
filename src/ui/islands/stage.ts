/**
 * The stage shows the samples at one time, coloured by their share of signal, with layers over one plane, and predictions.
 * One file because every layer and text reads the same scene, and their order is the picture.
 */

import type { LayerId } from '../../config/pageParameters';
import { SAMPLERS } from '../../diffusion/samplers';
import * as stageWords from '../../words/stage';
import { css, type Rgb } from '../canvas/colour';
import { island, type Surface } from '../canvas/island';
import { dot, line, plate, text } from '../canvas/marks';
import type { CloudPart, Placing } from '../canvas/splat';
import { type Theme, tint } from '../canvas/theme';
import { type Reel, signalCoefficient } from '../time/reel';
import { type CloudLayer, createCloudPainter } from './cloud';
import { createDensityLayer, type DensityGrid } from './density';
import { drawField, type ScoreField } from './field';
import { placeOn } from './place';
import type { DrawAxes } from './planeAxes';

export interface StageData {
  readonly reel: Reel | null;
  /** The samples that these replace, fading out: share 1 is all old. */
  readonly before: { readonly reel: Reel; readonly share: number } | null;
  readonly position: number;
  readonly hue: 'model' | 'a' | 'b' | 'data';
  readonly layers: ReadonlySet<LayerId>;
  /** [n, 2] points of the data set. */
  readonly data: Float32Array | null;
  /** Images of the data set, shown while there are no samples. */
  readonly images?: {
    /** [count, ...shape] */
    readonly samples: Float32Array;
    readonly shape: readonly number[];
  } | null;
  readonly field: ScoreField | null;
  /** Draws a background in the place of the plain one. */
  readonly ground?: ((surface: Surface, placing: Placing) => void) | null;
  /** Half the height in standard deviations of the data. */
  readonly world: number;
  /** The user's own units; a bar of one standard deviation stands in their place. */
  readonly axes?: DrawAxes | null;
  /** The symbol that has the pointer or the focus. */
  readonly symbol: string | null;
  /** The data on the left and everything else on the right, instead of over each other. */
  readonly beside?: boolean;
  /** Text at the top: what is shown. */
  readonly note?: string;
  /** True where the settings give no process: no samples will appear. */
  readonly refused?: boolean;
  /** Text at the bottom right: the time and the share of signal. */
  readonly corner?: string;
}

const PATHS = 36;
/** Fewer for a sampler that adds noise: its paths are rough. */
const ROUGH_PATHS = 16;
const GUESSES = 60;
/** Samples drawn one by one over a heat map. */
const HEAT_DOTS = 800;

/** Up to this many samples the picture keeps about the same amount of ink; beyond, points shrink to hardly more than pixels. */
const MANY = 5000;

const radiusFor = (count: number) => {
  const usual = Math.min(1.7, 1.7 * (1500 / Math.max(Math.min(count, MANY), 1)) ** 0.25);
  return Math.max(0.5, usual * (MANY / Math.max(count, MANY)) ** 0.67);
};

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

const FIELD_SYMBOLS: readonly (string | null)[] = ['score', 'u', 'udraw'];

const showsField = ({ layers, symbol }: StageData) =>
  layers.has('score') || layers.has('velocity') || FIELD_SYMBOLS.includes(symbol);

function sampleLayer(data: StageData, theme: Theme, hue: Rgb): CloudLayer | null {
  const { reel, before, position, symbol } = data;
  if (!reel) return null;
  const parts = [cloudParts(reel, position, before ? 1 - before.share : 1)];
  if (before) parts.push(cloudParts(before.reel, position, before.share));
  const faint = showsField(data);
  const opacity = faint ? 0.22 : theme.dark ? 0.8 : 0.66;
  const radius = radiusFor(reel.trajectory.count) * (symbol === 'xt' ? 1.4 : 1);
  const colour = tint(theme, hue, signalCoefficient(reel.level(position)));
  return {
    parts,
    radius,
    ink: { colour, opacity: symbol === 'xt' ? 0.9 : opacity, glow: theme.dark ? [255, 255, 255] : undefined },
  };
}

/** The place of sample i at a position between two frames, in CSS pixels. */
function placeOf(reel: Reel, placing: Placing, i: number, position: number): readonly [number, number] {
  const { from, to, share } = reel.at(position);
  const p = reel.states(from);
  const q = reel.states(to);
  const k = placing.perUnit * reel.scale(position);
  const x = p[2 * i] + (q[2 * i] - p[2 * i]) * share;
  const y = p[2 * i + 1] + (q[2 * i + 1] - p[2 * i + 1]) * share;
  return [placing.centreX + k * x, placing.centreY - k * y];
}

/** The paths of a few samples from noise to the current position. */
function drawPaths(surface: Surface, placing: Placing, data: StageData, hue: Rgb) {
  const { reel, position } = data;
  if (!reel) return;
  const { theme } = surface;
  const steps = Math.min(40, reel.trajectory.frames); // paths are straight between two frames
  const marks = Array.from({ length: steps + 1 }, (_, k) => 1 - (1 - position) * (k / steps));
  const colours = marks.map((mark) => tint(theme, hue, signalCoefficient(reel.level(mark))));
  const rough = SAMPLERS[reel.config.sampler].stochastic(reel.config);
  const count = Math.min(rough ? ROUGH_PATHS : PATHS, reel.trajectory.count);
  const { g } = surface;
  const places = (mark: number) => Array.from({ length: count }, (_, i) => placeOf(reel, placing, i, mark));
  g.lineWidth = 1;
  let previous = places(marks[0]);
  for (let k = 1; k <= steps; k++) {
    // one stroke for all paths between two times, since they share their colour
    const next = places(marks[k]);
    g.beginPath();
    for (let i = 0; i < count; i++) {
      g.moveTo(previous[i][0], previous[i][1]);
      g.lineTo(next[i][0], next[i][1]);
    }
    // older parts of a path fade
    const age = rough ? (1 - k / steps) ** 0.5 : 0;
    g.strokeStyle = css(colours[k], data.symbol === 'ode' ? 0.9 : 0.6 * (1 - age));
    g.stroke();
    previous = next;
  }
  for (const [x, y] of previous) dot(surface, x, y, 2.6, theme.colours.ink);
}

/** A line from each of some samples to the network's prediction x̂0 of it. */
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

/** The data as dots over the density or a heat map, which cover the cloud. */
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

/** Some of the samples as dots over a heat map, which covers the cloud. */
function drawSampleDots({ g, theme }: Surface, placing: Placing, { reel, position }: StageData) {
  if (!reel) return;
  g.fillStyle = css(theme.colours.model, 0.55);
  for (let i = 0; i < Math.min(HEAT_DOTS, reel.trajectory.count); i++) {
    const [x, y] = placeOf(reel, placing, i, position);
    g.fillRect(x - 1, y - 1, 2, 2);
  }
}

/** A bar of one standard deviation of the data, in the place of axes. */
function drawScaleBar(surface: Surface, placing: Placing) {
  const { w, h, theme } = surface;
  const x = 14;
  const y = h - 14;
  const k = placing.perUnit;
  // a small stage has no room for the text, a low one none beside its cloud
  const says =
    w < 280 ? '' : Math.min(w - k, 2 * h) < 320 ? stageWords.oneDeviationShort : stageWords.oneDeviation;
  const width = k + (says ? 12 + 5.6 * says.length : 0);
  plate(surface, { l: x - 6, r: x + width + 6, t: y - 12, b: y + 8 });
  line(surface, [x, x, x + k, x + k], [y - 4, y, y, y - 4], theme.colours['line-2'], { width: 1 });
  text(surface, says, x + k + 8, y + 2, {
    colour: theme.colours['ink-3'],
    halo: theme.colours.stage,
  });
}

/** The data as a cloud. */
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
    text(surface, stageWords.data, 14, 22, {
      size: 12,
      colour: theme.colours['ink-3'],
      halo: theme.colours.stage,
    });
    g.save();
    g.translate(half.w, 0);
    g.beginPath();
    g.rect(0, 0, half.w, h);
    g.clip();
    scene(half, {
      ...data,
      layers: new Set([...data.layers].filter((id) => id !== 'data')),
      note: data.note ?? stageWords.samples,
    });
    g.restore();
    line(surface, [half.w, half.w], [0, h], theme.colours.line, { width: 1 });
  };
});

/** Where and in which colour a stage draws. */
interface Scene {
  readonly surface: Surface;
  readonly placing: Placing;
  readonly hue: Rgb;
}

/** The clouds of a stage, the lowest first. */
function cloudsOf(data: StageData, { surface: { theme }, hue }: Scene): CloudLayer[] {
  const { data: points, layers, symbol, reel } = data;
  const clouds: CloudLayer[] = [];
  if (points && (layers.has('data') || symbol === 'data' || !reel)) clouds.push(dataLayer(points, theme));
  const samples = sampleLayer(data, theme, hue);
  if (samples && layers.has('samples') && !layers.has('density')) clouds.push(samples);
  return clouds;
}

/** The layer over the clouds: the density of the samples, or a background with dots on it. */
function drawBackground({ surface, placing }: Scene, data: StageData, density: DensityGrid) {
  const { reel, layers, data: points, position } = data;
  const showsDensity = layers.has('density') && reel !== null;
  if (showsDensity) density.draw(surface, placing, cloudParts(reel, position, 1));
  else if (data.ground) data.ground(surface, placing);
  else return;
  if (points && layers.has('data')) drawDots(surface, placing, points, surface.theme.colours.data);
  if (!showsDensity && layers.has('samples')) drawSampleDots(surface, placing, data);
}

/** Lines over everything: those of layers, and those of the symbol that has the pointer or the focus. */
function drawOverlays({ surface, placing, hue }: Scene, data: StageData) {
  const { layers, symbol, field } = data;
  if (layers.has('paths') || symbol === 'z' || symbol === 'ode') drawPaths(surface, placing, data, hue);
  if (symbol === 'x0hat') drawGuesses(surface, placing, data);
  if (field && showsField(data)) drawField(surface, placing, field, FIELD_SYMBOLS.includes(symbol));
}

/** Whether there is a text at the top left. */
const hasNote = ({ note, reel }: StageData) => note !== undefined || !reel;

/** Below this width in CSS pixels a stage has no room for texts beside its samples: they stand below it. */
export const LEAST_WITH_TEXTS = 280;

/** What a stage shows; null for samples, which are the usual. */
export function stageNote({
  note,
  reel,
  data,
  images,
  refused,
}: Pick<StageData, 'note' | 'reel' | 'data' | 'images' | 'refused'>): string | null {
  if (note || reel) return note ?? null;
  const next = refused ? stageWords.noProcess : stageWords.samplesAppear;
  return data || images ? stageWords.dataNow(next) : next;
}

function drawTexts(surface: Surface, data: StageData) {
  const { theme, w, h } = surface;
  if (w < LEAST_WITH_TEXTS) return;
  const { corner, axes } = data;
  const halo = theme.colours.stage;
  const bottom = axes ? 44 : 12; // above the labels of the axis
  if (corner) text(surface, corner, w - 12, h - bottom, { align: 'right', size: 12, halo });
  const note = stageNote(data);
  if (note) text(surface, note, 14, 22, { size: 12, colour: theme.colours['ink-3'], halo });
}

/** Draws all layers of a stage over one plane. */
function createScene() {
  const painter = createCloudPainter();
  const density = createDensityLayer();
  return (surface: Surface, data: StageData) => {
    const { theme, w, h } = surface;
    const scene: Scene = { surface, placing: placeOn(w, h, data.world), hue: theme.colours[data.hue] };
    painter.paint(surface, scene.placing, theme.colours.stage, cloudsOf(data, scene));
    drawBackground(scene, data, density);
    drawOverlays(scene, data);
    if (data.layers.has('density') && data.reel) density.drawKey(surface);
    if (data.axes) data.axes(surface, scene.placing, hasNote(data));
    else drawScaleBar(surface, scene.placing);
    drawTexts(surface, data);
  };
}
