/** The schedule's curves over the shared time axis: shares of the variance, log SNR, and the rate of noise; values at the cursor on the right. */
import { logSnr, shareOf } from '../../../diffusion/process';
import * as words from '../../../words/process';
import { css, type Rgb } from '../../canvas/colour';
import { island, type Surface } from '../../canvas/island';
import { createLayer } from '../../canvas/layer';
import { type Box, clipped, cursor, dot, line, text } from '../../canvas/marks';
import { logTicks, roundTicks, scaleOf } from '../../canvas/plot';
import { formulaNumber } from '../../format';
import { labelOf } from '../../labels';
import { rateAt, rateCeiling } from '../../time/curves';
import { axisOf, gutterOf, isNarrow } from './axis';
import type { ProcessWithCurves } from './model/validProcess';

export interface CurvesData {
  readonly facts: ProcessWithCurves;
  readonly other: ProcessWithCurves | null;
  readonly position: number;
  /** Native time of the cursor. */
  readonly time: number;
  readonly symbol: string | null;
}

interface Rows {
  readonly share: Box;
  readonly snr: Box;
  readonly rate: Box;
}

const rowsOf = (w: number, h: number): Rows => {
  const l = gutterOf(w);
  const r = w - l;
  return {
    share: { l, r, t: 18, b: h * 0.44 },
    snr: { l, r, t: h * 0.44 + 22, b: h * 0.72 },
    rate: { l, r, t: h * 0.72 + 22, b: h - 4 },
  };
};

/** Points up to which every step of a chain is marked. */
const FEW = 60;

/** Marks every step of a chain that has few. */
function markSteps(surface: Surface, xs: Float64Array, ys: Float64Array, colour: Rgb) {
  if (xs.length > FEW) return;
  for (let i = 0; i < xs.length; i++) dot(surface, xs[i], ys[i], 2, colour);
}

interface RateAxis {
  readonly lo: number;
  readonly hi: number;
  readonly log: boolean;
  readonly ticks: readonly number[];
  readonly name: string;
}

function rateAxis(all: readonly ProcessWithCurves[]): RateAxis {
  const { process } = all[0];
  const ceilings = all.map(({ curves }) => rateCeiling(curves.rate));
  const top = Math.max(...ceilings.map((ceiling) => ceiling.top));
  if (!process.variancePreserving) {
    const lo = Math.min(...all.map(({ curves }) => curves.rate[0]));
    return {
      lo,
      hi: top,
      log: true,
      ticks: logTicks(lo, top, 2).filter((_, i, all) => i === 0 || i === all.length - 1),
      name: words.varianceRate,
    };
  }
  const ticks = roundTicks(0, top, 2);
  const whole = process.discrete ? words.stepRate : words.timeRate;
  const isCut = ceilings.some((ceiling) => ceiling.cut);
  const name = isCut ? words.axisEnds(whole, formulaNumber(top, 2)) : whole;
  return { lo: 0, hi: top, log: false, ticks, name };
}

/** log SNR, cut at ±16: beyond that hardly any noise, or hardly any signal, is left. */
function snrAxis(all: readonly ProcessWithCurves[]) {
  const finite = all.flatMap(({ curves }) => [...curves.logSnr]).filter(Number.isFinite);
  const hi = Math.min(16, Math.max(...finite) + 1);
  const lo = Math.max(-16, Math.min(...finite) - 1);
  return { lo, hi, log: false, ticks: roundTicks(lo, hi, 3).filter((v) => v > lo && v < hi) };
}

const CURVE_STYLES = [
  { width: 1.75, dash: [] },
  { width: 1.75, dash: [6, 3] },
] as const;

function drawShare(surface: Surface, box: Box, data: CurvesData, all: readonly ProcessWithCurves[]) {
  const { g, w, theme } = surface;
  const { colours } = theme;
  const { symbol } = data;
  const ofData = symbol === 'abar' || symbol === 'keep';
  const X = axisOf(w);
  const Y = scaleOf({ lo: 0, hi: 1 }, box.b, box.t);
  const { positions, share } = data.facts.curves;
  g.fillStyle = css(
    colours.noise,
    symbol !== null && ['rest', 'sigma', 'time'].includes(symbol) ? 0.5 : 0.22,
  );
  g.fillRect(box.l, box.t, box.r - box.l, box.b - box.t);
  g.beginPath();
  g.moveTo(X(positions[0]), box.b);
  for (let i = 0; i < positions.length; i++) g.lineTo(X(positions[i]), Y(share[i]));
  g.lineTo(box.r, box.b);
  g.fillStyle = css(colours.stage);
  g.fill();
  g.fillStyle = css(colours.data, ofData ? 0.5 : 0.3);
  g.fill();
  all.forEach(({ curves }, k) => {
    const style = { ...CURVE_STYLES[k], width: ofData ? 3.5 : CURVE_STYLES[k].width };
    line(surface, curves.positions.map(X), curves.share.map(Y), k === 0 ? colours.data : colours.b, style);
    if (k === 0) markSteps(surface, curves.positions.map(X), curves.share.map(Y), colours.data);
  });
  text(surface, words.shareOfVariance, box.l, box.t - 6, { halo: colours.paper });
  text(surface, '1', box.l - 6, box.t + 4, { align: 'right', base: 'middle' });
  text(surface, '0', box.l - 6, box.b - 3, { align: 'right', base: 'middle' });
}

function drawRow(
  surface: Surface,
  box: Box,
  all: readonly ProcessWithCurves[],
  row: { axis: RateAxis | ReturnType<typeof snrAxis>; values: 'logSnr' | 'rate'; name: string; lit: boolean },
) {
  const { w, theme } = surface;
  const { colours } = theme;
  const { axis } = row;
  const X = axisOf(w);
  const Y = scaleOf(axis, box.b, box.t);
  for (const tick of axis.ticks) {
    line(surface, [box.l, box.r], [Y(tick), Y(tick)], colours.line, { width: 1 });
    text(surface, formulaNumber(tick), box.l - 6, Y(tick), { align: 'right', base: 'middle' });
  }
  clipped(surface, { l: box.l - 3, r: box.r + 3, t: box.t - 3, b: box.b + 3 }, () => {
    all.forEach(({ curves }, k) => {
      const ys = curves[row.values].map((v) => (v === Number.NEGATIVE_INFINITY ? box.b + 9 : Y(v)));
      const style = { ...CURVE_STYLES[k], width: row.lit ? 3.5 : CURVE_STYLES[k].width };
      line(surface, curves.positions.map(X), ys, k === 0 ? colours.ink : colours.b, style);
      if (k === 0) markSteps(surface, curves.positions.map(X), ys, colours.ink);
    });
  });
  text(surface, row.name, box.l, box.t - 7, { halo: colours.paper });
}

/** The legend of two schedules. */
function drawKey(surface: Surface, all: readonly ProcessWithCurves[]) {
  const { w, theme } = surface;
  const { colours } = theme;
  let right = w - gutterOf(w);
  [...all].reverse().forEach((one, reversed) => {
    const k = all.length - 1 - reversed;
    const name = labelOf('schedule', one.config.schedule);
    text(surface, name, right, 12, { align: 'right', colour: colours.ink, halo: colours.paper });
    const start = right - surface.g.measureText(name).width - 28;
    line(surface, [start, start + 22], [8, 8], k === 0 ? colours.data : colours.b, CURVE_STYLES[k]);
    right = start - 14;
  });
}

const clamp = (v: number, lo: number, hi: number) => Math.min(hi, Math.max(lo, v));

export const curvesChart = island<CurvesData>(() => {
  const layer = createLayer();
  return (surface, data) => {
    const { w, h, theme } = surface;
    const { colours } = theme;
    const { facts, other, position, time, symbol } = data;
    const all = other ? [facts, other] : [facts];
    const rows = rowsOf(w, h);
    const rate = rateAxis(all);
    const snr = snrAxis(all);
    const rateLit = symbol !== null && ['pull', 'kick', 'step', 'shrink', 'ode'].includes(symbol);
    layer(surface, [facts, other, symbol], (still) => {
      drawShare(still, rows.share, data, all);
      drawRow(still, rows.snr, all, {
        axis: snr,
        values: 'logSnr',
        name: words.logSignalToNoise,
        lit: false,
      });
      drawRow(still, rows.rate, all, { axis: rate, values: 'rate', name: rate.name, lit: rateLit });
      if (other) drawKey(still, all);
    });
    const x = axisOf(w)(position);
    cursor(surface, x, 0, h);
    const preserving = facts.process.variancePreserving;
    const inside = { colour: colours.ink, size: 12 };
    text(
      surface,
      preserving ? `${words.signal} ᾱ` : words.signal,
      rows.share.l + 12,
      rows.share.b - 9,
      inside,
    );
    text(surface, preserving ? `${words.noise} 1 − ᾱ` : words.noise, rows.share.r - 12, rows.share.t + 16, {
      ...inside,
      align: 'right',
    });
    // The values at the cursor, of the form's schedule, at the height of its curves.
    const level = facts.process.level(time);
    const value = (v: number, at: number, box: Box, colour = colours.ink) =>
      text(surface, formulaNumber(v), w - 2, clamp(at, box.t + 5, box.b - 5), {
        align: 'right',
        base: 'middle',
        weight: 600,
        size: isNarrow(w) ? 10 : 11,
        colour,
      });
    const share = shareOf(level);
    value(
      +share.toFixed(3),
      scaleOf({ lo: 0, hi: 1 }, rows.share.b, rows.share.t)(share),
      rows.share,
      colours.data,
    );
    const ratio = logSnr(level);
    value(+ratio.toFixed(1), scaleOf(snr, rows.snr.b, rows.snr.t)(Math.max(ratio, snr.lo)), rows.snr);
    const now = rateAt(facts.process, time);
    value(
      +now.toPrecision(3),
      scaleOf(rate, rows.rate.b, rows.rate.t)(clamp(now, rate.lo, rate.hi)),
      rows.rate,
    );
  };
});

/** The symbol whose mark is at this place. */
export function curvesSymbol(
  { facts, position }: CurvesData,
  { y, w, h }: { y: number; w: number; h: number },
): string | null {
  const { share, rate } = rowsOf(w, h);
  const preserving = facts.process.variancePreserving;
  if (y >= share.t && y <= share.b) {
    const signal = shareOf(
      facts.process.level(Math.max(facts.process.timeMin, position * facts.process.timeMax)),
    );
    const above = y < scaleOf({ lo: 0, hi: 1 }, share.b, share.t)(signal);
    if (preserving) return above ? 'rest' : 'abar';
    if (facts.process.odeFrame === 'straight') return above ? 'time' : 'keep';
    return above ? 'sigma' : 'data';
  }
  if (y >= rate.t && y <= rate.b) return facts.process.discrete ? 'step' : 'pull';
  return null;
}

/** The curves' values at the cursor, in a sentence. */
export function curvesSummary({ facts, other, time }: CurvesData): string {
  const valuesOf = (one: ProcessWithCurves) => {
    const at = Math.min(one.process.timeMax, time);
    const level = one.process.level(at);
    const rate = `${one.process.discrete ? 'β' : 'g²'} ${formulaNumber(rateAt(one.process, at))}`;
    return words.curveValues(formulaNumber(shareOf(level)), formulaNumber(logSnr(level)), rate);
  };
  const t = facts.process.formatTime(time);
  if (!other) return words.curvesAt(t, valuesOf(facts));
  const named = (one: ProcessWithCurves) => ({
    name: labelOf('schedule', one.config.schedule),
    values: valuesOf(one),
  });
  return words.twoCurvesAt(t, named(facts), named(other));
}
