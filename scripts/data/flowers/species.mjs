/** Eight kinds of flowers: how each one's head is painted, about the origin, a radius of about 1, upwards being −y. */
import { blade, chain, DISC, move, rotate, scale } from './canvas.mjs';
import { darker, hex, lighter, mix, varied } from './colour.mjs';

const ROUND = [0.1, 0.62, 0.86, 0.97, 1, 0.98, 0.9, 0.7, 0.05];
const SLENDER = [0.3, 0.62, 0.82, 0.93, 1, 1, 0.94, 0.8, 0.2];
const POINTED = [0.25, 0.66, 0.94, 1, 0.92, 0.74, 0.5, 0.26, 0];
const RECURVED = [0.2, 0.5, 0.8, 0.97, 1, 0.9, 0.66, 0.34, 0];
const widened = (widths, width) => widths.map((value) => value * width);

/** Light falls from the upper left: a petal that points there is brighter. `t` in turns from the right, clockwise. */
const litAt = (colour, direction) =>
  direction < 0 ? lighter(colour, -0.2 * direction) : darker(colour, 0.14 * direction);

/**
 * A ring of petals about the origin, each with a dark rim that sets it off from the next.
 * @param each { count, length, width, from, widths, colour, start, jitter }
 */
function ring(brush, chance, { count, length, width, from = 0.1, widths, colour, start = 0, jitter = 0.01 }) {
  for (let i = 0; i < count; i++) {
    const turn = rotate(start + i / count + chance.between(-jitter, jitter));
    const size = length * chance.between(0.93, 1.05);
    const place = chain(turn, move(from, 0), scale(size - from));
    const tone = varied(chance, litAt(colour, (turn[0] + turn[1]) * 0.7), 0.012);
    const bend = chance.between(-0.08, 0.08);
    const half = width / (size - from);
    brush(place, blade(widened(widths, half), bend), darker(tone, 0.24));
    brush(chain(place, move(0.04, 0), scale(0.93, 0.93)), blade(widened(widths, half * 0.72), bend), tone);
  }
}

const disc = (brush, x, y, radius, colour) => brush(chain(move(x, y), scale(radius)), DISC, colour);

function daisy(brush, chance, colour) {
  const count = chance.whole(11, 15);
  ring(brush, chance, {
    count,
    length: 1,
    width: 2.1 / count,
    widths: SLENDER,
    colour,
    start: chance.next(),
  });
  disc(brush, 0, 0.02, 0.34, hex('d99a1f'));
  disc(brush, -0.04, -0.04, 0.27, hex('f9cf3a'));
}

function sunflower(brush, chance, colour) {
  const count = chance.whole(13, 17);
  const start = chance.next();
  const petals = { count, width: 2.6 / count, widths: POINTED, from: 0.35 };
  ring(brush, chance, { ...petals, length: 1.06, colour: darker(colour, 0.2), start: start + 0.5 / count });
  ring(brush, chance, { ...petals, length: 0.98, colour, start });
  disc(brush, 0, 0, 0.54, hex('3b2113'));
  disc(brush, -0.03, -0.03, 0.42, hex('6b3f1d'));
  disc(brush, 0, 0, 0.22, hex('4a2a16'));
}

function poppy(brush, chance, colour) {
  const start = chance.between(0.08, 0.17);
  const petals = { widths: ROUND, jitter: 0.02, from: 0 };
  ring(brush, chance, { ...petals, count: 2, length: 1, width: 0.86, colour: darker(colour, 0.1), start });
  ring(brush, chance, { ...petals, count: 2, length: 0.92, width: 0.8, colour, start: start + 0.25 });
  for (let i = 0; i < 4; i++)
    brush(chain(rotate(start + i / 4), move(0.12, 0), scale(0.3, 0.2)), blade(ROUND), hex('2a1620'));
  disc(brush, 0, 0, 0.2, hex('1d1a1c'));
  disc(brush, -0.02, -0.03, 0.11, hex('9fb06a'));
}

function cornflower(brush, chance, colour) {
  const count = chance.whole(8, 10);
  const start = chance.next();
  for (let i = 0; i < count; i++) {
    const place = chain(rotate(start + i / count + chance.between(-0.012, 0.012)), move(0.12, 0));
    const turn = start + i / count;
    const tone = litAt(varied(chance, colour, 0.03), Math.abs((((turn % 1) + 1.125) % 1) - 0.5) * 4 - 1);
    // A floret is a trumpet with a mouth of teeth.
    for (const [lean, length] of [
      [-0.055, 0.84],
      [0.055, 0.84],
      [0, 0.92],
    ])
      brush(
        chain(place, rotate(lean), scale(length)),
        blade([0.05, 0.07, 0.1, 0.14, 0.17, 0.13, 0]),
        lean < 0 ? lighter(tone, 0.16) : lean > 0 ? darker(tone, 0.16) : tone,
      );
  }
  for (let i = 0; i < 8; i++)
    brush(
      chain(rotate(start + 0.06 + i / 8), scale(0.4)),
      blade([0.2, 0.16, 0.14, 0.1, 0]),
      i % 2 ? hex('5a2a86') : hex('3c1d6b'),
    );
  disc(brush, 0, 0, 0.12, hex('7d3f9c'));
}

function lily(brush, chance, colour) {
  const start = chance.between(-0.03, 0.03) + 0.25;
  const petals = { count: 3, widths: RECURVED, from: 0, jitter: 0.015 };
  ring(brush, chance, {
    ...petals,
    length: 1.02,
    width: 0.36,
    colour: darker(colour, 0.08),
    start: start + 1 / 6,
  });
  ring(brush, chance, { ...petals, length: 1.04, width: 0.46, colour, start });
  const stripe = mix(colour, chance.of([hex('d94f7c'), hex('e8a33c'), hex('b8435a')]), 0.55);
  for (let i = 0; i < 6; i++)
    brush(chain(rotate(start + i / 6), move(0.1, 0), scale(0.62, 0.62)), blade([0.1, 0.07, 0.04, 0]), stripe);
  disc(brush, 0, 0, 0.17, hex('cfe08a'));
  for (let i = 0; i < 6; i++) {
    const place = chain(rotate(start + 0.04 + i / 6 + chance.between(-0.02, 0.02)));
    brush(chain(place, scale(0.5)), blade([0.05, 0.05, 0.05]), hex('e9efc0'));
    brush(chain(place, move(0.5, 0), scale(0.06, 0.1)), DISC, hex('8f3d14'));
  }
}

function rose(brush, chance, colour) {
  const lean = chance.next();
  // Petals lie in rings; each is dark beneath and light at its rim, and the rings turn against each other.
  [
    [5, 0.5, 0.56, 0],
    [5, 0.36, 0.46, 0.1],
    [4, 0.22, 0.36, 0.06],
    [3, 0.1, 0.25, 0.2],
  ].forEach(([count, distance, radius, turn], depth) => {
    for (let i = 0; i < count; i++) {
      const direction = rotate(lean + turn + i / count);
      const place = chain(direction, move(distance, 0));
      const tone = darker(litAt(colour, (direction[0] + direction[1]) * 0.7), 0.05 * depth);
      brush(chain(place, scale(radius)), DISC, darker(tone, 0.36));
      brush(chain(place, move(0.03, 0.02), scale(radius * 0.88)), DISC, lighter(tone, 0.1));
      brush(chain(place, move(-0.09, 0.02), scale(radius * 0.8)), DISC, tone);
    }
  });
  disc(brush, 0, 0, 0.17, darker(colour, 0.42));
  disc(brush, 0.02, -0.02, 0.09, darker(colour, 0.12));
}

/** Seen from the side: a cup. */
function tulip(brush, chance, colour) {
  const open = chance.between(0.02, 0.07);
  const up = -0.25;
  const cup = widened([0.5, 0.86, 1, 0.98, 0.92, 0.82, 0.66, 0.4, 0], 0.3);
  const petal = (x, turn, length, wide, tone) => {
    const place = chain(move(x, 0.85), rotate(up + turn), scale(length));
    brush(place, blade(widened(cup, wide)), darker(tone, 0.25));
    brush(chain(place, move(0.03, 0), scale(0.93)), blade(widened(cup, wide * 0.82)), tone);
  };
  petal(-0.2, -open * 0.3, 1.62, 0.8, darker(colour, 0.22));
  petal(0.2, open * 0.3, 1.62, 0.8, darker(colour, 0.26));
  petal(-0.25, -open, 1.72, 0.95, lighter(colour, 0.1));
  petal(0.25, open, 1.72, 0.95, darker(colour, 0.1));
  petal(0, 0, 1.55, 1.05, colour);
  const streak = chain(move(-0.05, 0.7), rotate(up), scale(1.1));
  brush(streak, blade(widened(POINTED, 0.06)), lighter(colour, 0.35));
}

/** One bell that hangs from the origin. */
function bell(brush, chance, colour) {
  const place = rotate(0.25 + chance.between(-0.06, 0.02));
  const body = [0.2, 0.34, 0.38, 0.39, 0.4, 0.43, 0.5, 0.58];
  for (const [turn, tone] of [
    [-0.06, lighter(colour, 0.1)],
    [0.06, darker(colour, 0.2)],
    [0, colour],
  ])
    brush(chain(place, move(0.7, 0), rotate(-turn), scale(0.52)), blade([0.5, 0.5, 0.44, 0.3, 0]), tone);
  for (const y of [0.36, -0.36])
    brush(
      chain(place, move(0.68, y), rotate(y > 0 ? 0.09 : -0.09), scale(0.44)),
      blade([0.42, 0.4, 0.3, 0.15, 0]),
      y > 0 ? lighter(colour, 0.16) : darker(colour, 0.24),
    );
  brush(chain(place, scale(0.86, 0.86)), blade(widened(body, 0.95)), darker(colour, 0.08));
  brush(chain(place, move(0.02, 0.13), scale(0.8, 0.8)), blade(widened(body, 0.5)), lighter(colour, 0.2));
  brush(chain(place, move(-0.06, 0), scale(0.26)), blade([0.5, 0.75, 0.5, 0]), hex('5d8f3f'));
}

/**
 * Colours as gardens have them; the more common ones stand more than once. `radius` is in pixels. A `cup` stands upright, `hanging` heads
 * hang from an arched stem, all others face the viewer.
 */
export const SPECIES = {
  daisy: {
    head: daisy,
    colours: ['ffffff', 'ffffff', 'fdf6f0', 'f9dfe8'],
    radius: [9, 11],
    leaf: 'spoon',
  },
  tulip: {
    head: tulip,
    colours: ['d7263d', 'e8457a', 'f4b728', 'f07f2c', '8a3fa0', 'f7efe6'],
    radius: [8.2, 9.6],
    leaf: 'lance',
    habit: 'cup',
  },
  rose: {
    head: rose,
    colours: ['c4162f', 'c4162f', 'e7668f', 'f2b6c6', 'f6d58f', 'f8eee4'],
    radius: [9, 10.8],
    leaf: 'oval',
  },
  sunflower: { head: sunflower, colours: ['fbc21a', 'ffd23a', 'f2a916'], radius: [10, 12], leaf: 'heart' },
  poppy: {
    head: poppy,
    colours: ['e0301e', 'e0301e', 'ee4b26', 'f26f30'],
    radius: [9.2, 11],
    leaf: 'feather',
  },
  cornflower: {
    head: cornflower,
    colours: ['3f63dd', '4a7af0', '3350c4'],
    radius: [9.4, 11.2],
    leaf: 'grass',
  },
  lily: {
    head: lily,
    colours: ['fdfaf5', 'f6b8cc', 'f59a3e', 'f4d35e'],
    radius: [10.6, 12.4],
    leaf: 'lance',
  },
  bellflower: {
    head: bell,
    habit: 'hanging',
    colours: ['7a5bd0', '6a6be0', '9a6fd6', '5d4bb8'],
    radius: [10, 11.6],
    leaf: 'oval',
  },
};
