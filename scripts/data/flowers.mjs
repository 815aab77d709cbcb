/**
 * Flowers in a garden: 32 × 32 pixels in colour, eight kinds, drawn by this code alone, so that they are the project's own.
 *
 * Image i is a function of i: kind, colours, petals, size, tilt, leaves, time of day and what stands behind are drawn from its random numbers.
 */
import {
  blade,
  chain,
  IDENTITY,
  move,
  newCanvas,
  paint,
  paintLine,
  rotate,
  SIZE,
  scale,
  toBytes,
} from './flowers/canvas.mjs';
import { Chance } from './flowers/chance.mjs';
import { darker, hex, lighter, under, varied } from './flowers/colour.mjs';
import { paintGarden } from './flowers/garden.mjs';
import { SPECIES } from './flowers/species.mjs';

export const FLOWER_CLASSES = Object.keys(SPECIES);

/** Half widths along a leaf of length 1. */
const LEAVES = {
  spoon: [0.04, 0.05, 0.08, 0.15, 0.19, 0.16, 0],
  lance: [0.05, 0.1, 0.13, 0.13, 0.1, 0.06, 0],
  oval: [0.02, 0.18, 0.25, 0.25, 0.2, 0.11, 0],
  heart: [0.16, 0.33, 0.36, 0.32, 0.23, 0.11, 0],
  feather: [0.03, 0.14, 0.05, 0.15, 0.05, 0.1, 0],
  grass: [0.04, 0.05, 0.05, 0.045, 0.04, 0.02, 0],
};
/** Pixels. */
const LENGTHS = { spoon: 8, lance: 13, oval: 7.5, heart: 9, feather: 9, grass: 10 };

/** Half the width of the stem, in pixels. */
const STEMS = { spoon: 0.65, lance: 0.65, oval: 0.65, heart: 0.9, feather: 0.5, grass: 0.5 };

/** A point of the stem. @param u 0 at the ground, 1 at the head */
const along = ([[x0, y0], [x1, y1], [x2, y2]], u) => [
  (1 - u) ** 2 * x0 + 2 * u * (1 - u) * x1 + u * u * x2,
  (1 - u) ** 2 * y0 + 2 * u * (1 - u) * y1 + u * u * y2,
];

function paintLeaves(brush, chance, stem, kind, green) {
  const first = chance.sign();
  for (let i = 0, count = chance.whole(1, 2) + (kind === 'lance' ? 1 : 0); i < count; i++) {
    const side = i % 2 ? -first : first;
    const [x, y] = along(
      stem,
      kind === 'lance' ? chance.between(0, 0.1) : 0.12 + 0.2 * i + chance.between(0, 0.12),
    );
    const rise = kind === 'lance' ? chance.between(0.17, 0.21) : chance.between(0.05, 0.13);
    const length = LENGTHS[kind] * chance.between(0.85, 1.1);
    const place = chain(move(x, y), scale(side, 1), rotate(-rise), scale(length));
    const bend = chance.between(0.02, 0.2);
    const tone = varied(chance, side < 0 ? lighter(green, 0.06) : darker(green, 0.08), 0.02);
    brush(place, blade(LEAVES[kind], bend), tone);
    brush(place, blade([0.03, 0.025, 0.02, 0], bend), lighter(tone, 0.2));
  }
}

/** @returns {Buffer} [32, 32, 3] */
export function drawFlower(index) {
  const chance = new Chance(index);
  const { head, colours, radius, leaf, habit } = SPECIES[FLOWER_CLASSES[index % FLOWER_CLASSES.length]];
  const canvas = newCanvas();
  const { light, grass } = paintGarden(canvas, chance);
  const brush = (transform, shape, colour) => paint(canvas, transform, shape, under(light, colour));
  const size = chance.between(...radius);
  const colour = varied(chance, hex(chance.of(colours)), 0.035);
  const paintHead = (place, tone) =>
    head((transform, shape, shade) => brush(chain(place, transform), shape, shade), chance, tone);
  const green = varied(chance, hex(chance.of(['4f9a3d', '5c9a4a', '3f8a45'])), 0.03);
  const plant = { canvas, brush, chance, light, green, leaf, paintHead };
  if (habit === 'hanging') paintHanging(plant, size, colour);
  else paintStanding(plant, size, colour, habit === 'cup');
  grass();
  return toBytes(canvas);
}

/** One head on a stem; a cup is not seen from above, so it keeps its height. */
function paintStanding({ canvas, brush, chance, light, green, leaf, paintHead }, size, colour, cup) {
  const top = [16 + chance.between(-3, 3), chance.between(0.5, 2.5) + size];
  const foot = 16 + chance.between(-3, 3);
  const stem = [[foot, SIZE + 1], [foot + chance.between(-3, 3), 22], top];
  paintLine(canvas, IDENTITY, stem, STEMS[leaf], STEMS[leaf], under(light, darker(green, 0.1)));
  paintLeaves(brush, chance, stem, leaf, green);
  const most = cup ? 0.04 : 0.08;
  const [width, height] = cup ? [chance.between(0.85, 1), 1] : [1, chance.between(0.8, 1)];
  const tilt = rotate(chance.between(-most, most));
  paintHead(chain(move(...top), tilt, scale(size * width, size * height)), colour);
}

/** Two heads that hang from an arched stem, the lower one in front. */
function paintHanging({ canvas, brush, chance, light, green, leaf, paintHead }, size, colour) {
  const side = chance.sign();
  const foot = 16 - side * chance.between(6, 9);
  const tip = [foot + side * chance.between(14, 16), chance.between(5, 8)];
  const arch = [[foot, SIZE + 1], [foot - side * chance.between(0, 3), chance.between(-8, -3)], tip];
  paintLine(canvas, IDENTITY, arch, STEMS[leaf], 0.45, under(light, darker(green, 0.1)));
  paintLeaves(brush, chance, arch, leaf, green);
  for (const [u, share] of [
    [0.66, 0.8],
    [1, 1],
  ])
    paintHead(
      chain(move(...along(arch, u)), scale(side * size * share, size * share)),
      varied(chance, colour, 0.03),
    );
}

/** @returns {{images: Buffer, labels: Buffer}} [n, 32, 32, 3] bytes of n different flowers, [n] kinds */
export function flowers(n) {
  const drawn = Array.from({ length: n }, (_, i) => drawFlower(i));
  if (new Set(drawn.map((image) => image.toString('latin1'))).size < n)
    throw new Error('two flowers are equal');
  return {
    images: Buffer.concat(drawn),
    labels: Buffer.from(drawn.map((_, i) => i % FLOWER_CLASSES.length)),
  };
}
