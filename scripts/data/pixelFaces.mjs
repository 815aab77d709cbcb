/**
 * Pixel faces are DiceBear's "Pixel Art" avatars (CC0 1.0), drawn exactly on their own grid of 16 × 16.
 *
 * Every path of theirs runs along whole grid lines, so a pixel is in or out and no renderer is needed: this one knows rectangles,
 * paths of M m H h V v Z, opacities, and the luminance masks of the beards.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const FACE_CLASSES = ['plain', 'glasses', 'hat', 'glasses and hat'];

const SIZE = 16;

/** @returns {Promise<{images: Buffer, labels: Buffer}>} [n, 16, 16, 3] bytes of n different faces, [n] classes */
export async function pixelFaces(packages, n) {
  const require = createRequire(join(packages, 'package.json'));
  const load = (name) => import(pathToFileURL(require.resolve(name)).href);
  const { createAvatar } = await load('@dicebear/core');
  const style = await load('@dicebear/pixel-art');
  const images = Buffer.alloc(n * SIZE * SIZE * 3);
  const labels = Buffer.alloc(n);
  const seen = new Set();
  for (let seed = 0, made = 0; made < n; seed++) {
    const avatar = createAvatar(style, {
      seed: `face ${seed}`,
      backgroundColor: ['b6e3f4', 'c0aede', 'd1d4f9', 'ffd5dc', 'ffdfbf'],
      glassesProbability: 40,
      hatProbability: 30,
    });
    const face = rasterise(avatar.toString());
    const key = face.toString('latin1');
    if (seen.has(key)) continue;
    seen.add(key);
    const { glasses, hat } = avatar.toJson().extra;
    face.copy(images, made * face.length);
    labels[made++] = (glasses ? 1 : 0) + (hat ? 2 : 0);
  }
  return { images, labels };
}

/** @returns {Buffer} [16, 16, 3] */
export function rasterise(svg) {
  const masks = new Map();
  const canvas = newLayer();
  // Each open element: where it paints, what it hands down, and what is done when it closes.
  const stack = [{ layer: canvas, fill: 'none', rule: 'nonzero', close: () => {} }];
  for (const [, closing, tag, text, single] of svg.matchAll(/<(\/?)([\w:]+)([^>]*?)(\/?)>/g)) {
    if (/^(metadata|rdf:|dc:|dcterms:)/.test(tag)) continue;
    if (closing) {
      stack.pop().close();
      continue;
    }
    const attributes = Object.fromEntries(
      [...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, k, v]) => [k, v]),
    );
    const parent = stack.at(-1);
    const state = {
      layer: parent.layer,
      fill: attributes.fill ?? parent.fill,
      rule: attributes['fill-rule'] ?? parent.rule,
      close: () => {},
    };
    if (tag === 'mask') {
      state.layer = newLayer();
      state.close = () => masks.set(attributes.id, state.layer);
    } else if (tag === 'g' && attributes.mask) {
      state.layer = newLayer();
      const mask = masks.get(attributes.mask.slice(5, -1));
      state.close = () => compose(parent.layer, state.layer, mask);
    } else if (tag === 'rect' || tag === 'path') {
      const opacity = Number(attributes.opacity ?? 1) * Number(attributes['fill-opacity'] ?? 1);
      paint(state.layer, edgesOf(tag, attributes), state.rule, state.fill, opacity);
    } else if (tag !== 'svg' && tag !== 'g')
      throw new Error(`the avatar has an element <${tag}>, which is not drawn here`);
    if (!single) stack.push(state);
  }
  const out = Buffer.alloc(SIZE * SIZE * 3);
  for (let i = 0; i < SIZE * SIZE; i++)
    for (let c = 0; c < 3; c++) out[3 * i + c] = Math.round(canvas[4 * i + c] * 255);
  return out;
}

/** [16, 16, 4] premultiplied red, green, blue, and alpha, 0 to 1. */
const newLayer = () => new Float64Array(SIZE * SIZE * 4);

function over(layer, i, rgb, alpha) {
  for (let c = 0; c < 3; c++) layer[4 * i + c] = rgb[c] * alpha + layer[4 * i + c] * (1 - alpha);
  layer[4 * i + 3] = alpha + layer[4 * i + 3] * (1 - alpha);
}

/** Paints `from` through the luminance of `mask` (SVG 2, "mask-type: luminance") onto `to`. */
function compose(to, from, mask) {
  for (let i = 0; i < SIZE * SIZE; i++) {
    const m = mask.subarray(4 * i, 4 * i + 3);
    const luminance = 0.2125 * m[0] + 0.7154 * m[1] + 0.0721 * m[2];
    const alpha = from[4 * i + 3];
    if (alpha === 0) continue;
    const rgb = [0, 1, 2].map((c) => from[4 * i + c] / alpha);
    over(to, i, rgb, alpha * luminance);
  }
}

/** What each path command does to a pen: { x, y, startX, startY, edges }. */
const COMMANDS = {
  M: (pen, [x, y]) => Object.assign(pen, { x, y, startX: x, startY: y }),
  m: (pen, [dx, dy]) => COMMANDS.M(pen, [pen.x + dx, pen.y + dy]),
  H: (pen, numbers) => Object.assign(pen, { x: numbers.at(-1) }),
  h: (pen, numbers) => Object.assign(pen, { x: numbers.reduce((sum, n) => sum + n, pen.x) }),
  V: (pen, numbers) => {
    for (const y of numbers) drawVertical(pen, y);
  },
  v: (pen, numbers) => {
    for (const dy of numbers) drawVertical(pen, pen.y + dy);
  },
  Z: (pen) => {
    if (pen.y !== pen.startY) drawVertical(pen, pen.startY);
    pen.x = pen.startX;
  },
};
COMMANDS.z = COMMANDS.Z;

function drawVertical(pen, y) {
  pen.edges.push([pen.x, pen.y, y]);
  pen.y = y;
}

/** Vertical edges [x, y0, y1] of the outline, in drawing order; horizontal ones do not matter to the rule. */
function edgesOf(tag, a) {
  const d = tag === 'rect' ? `M${a.x} ${a.y}h${a.width}v${a.height}h-${a.width}z` : a.d;
  const pen = { x: 0, y: 0, startX: 0, startY: 0, edges: [] };
  for (const [, command, text] of d.matchAll(/([MmHhVvZz])([^MmHhVvZz]*)/g)) {
    const numbers = (text.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
    if (!numbers.every(Number.isInteger)) throw new Error(`path "${d}" leaves the grid`);
    if (/[Mm]/.test(command) && numbers.length !== 2) throw new Error(`path "${d}" has lines in a move`);
    COMMANDS[command](pen, numbers);
  }
  return pen.edges;
}

function paint(layer, edges, rule, fill, opacity) {
  if (fill === 'none') return;
  const hex = fill.length === 4 ? [...fill.slice(1)].map((h) => h + h).join('') : fill.slice(1);
  if (!/^[0-9a-f]{6}$/i.test(hex)) throw new Error(`fill ${fill} is no colour known here`);
  const rgb = [0, 2, 4].map((k) => Number.parseInt(hex.slice(k, k + 2), 16) / 255);
  for (let row = 0; row < SIZE; row++) {
    for (let column = 0; column < SIZE; column++) {
      let winding = 0;
      let crossings = 0;
      for (const [x, y0, y1] of edges) {
        const crosses = x <= column && Math.min(y0, y1) <= row && row < Math.max(y0, y1);
        if (!crosses) continue;
        winding += y1 > y0 ? 1 : -1;
        crossings++;
      }
      const inside = rule === 'evenodd' ? crossings % 2 === 1 : winding !== 0;
      if (inside) over(layer, row * SIZE + column, rgb, opacity);
    }
  }
}
