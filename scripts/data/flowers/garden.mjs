/** What stands behind the flower: sky of a time of day, hills or a hedge, flowers out of focus, grass. */
import { below, blade, chain, DISC, IDENTITY, move, paint, rotate, SIZE, scale, sin } from './canvas.mjs';
import { darker, hex, lighter, mix, under, varied } from './colour.mjs';

/** Sky from top to horizon, ground, the light on all that stands in it, and the disc in the sky. */
const TIMES = [
  { sky: ['8ec9f0', 'dff1fa'], ground: '7cb350', light: [1, 1, 1], disc: null }, // noon
  { sky: ['4f9fe0', 'b8dcf4'], ground: '66a544', light: [1, 1, 0.98], disc: null }, // clear
  { sky: ['f3c6b6', 'fdeccb'], ground: '93b366', light: [1.02, 0.97, 0.92], disc: 'fff6dc' }, // morning
  { sky: ['7a6fae', 'f6a777'], ground: '5f7f46', light: [1, 0.88, 0.82], disc: 'ffe3a3' }, // evening
  { sky: ['b4c0c9', 'dde3e4'], ground: '7a9f62', light: [0.94, 0.96, 0.97], disc: null }, // overcast
  { sky: ['1f2c63', '5b6db0'], ground: '35604f', light: [0.86, 0.9, 1.02], disc: 'f2efd8' }, // moonlight
];

function paintSky(canvas, chance, { sky, disc }) {
  const [top, horizon] = sky.map(hex).map((colour) => varied(chance, colour, 0.03));
  for (let y = 0; y < SIZE; y++)
    paint(
      canvas,
      move(0, y),
      { box: [0, 0, SIZE, 1], inside: () => true },
      mix(top, horizon, Math.min(1, y / 26)),
    );
  const side = chance.happens(0.5) ? chance.between(1, 6) : chance.between(26, 31); // the flower stands in the middle
  if (disc && chance.happens(0.6)) {
    const place = move(side, chance.between(3, 8));
    paint(canvas, chain(place, scale(chance.between(2.2, 3.4))), DISC, hex(disc));
  } else if (!disc && chance.happens(0.5)) {
    paintCloud(canvas, move(side, chance.between(3, 9)), lighter(horizon, 0.5));
  }
}

function paintCloud(canvas, place, colour) {
  for (const [x, y, width, height] of [
    [0, 0, 5, 1.7],
    [-2, -1, 2.4, 1.8],
    [1.4, -1.4, 2.8, 2.2],
  ])
    paint(canvas, chain(place, move(x, y), scale(width, height)), DISC, colour);
}

/** Flowers far behind, out of focus. */
function paintBlurs(canvas, chance, light, horizon) {
  const colours = ['f0c2d4', 'f4e3a0', 'e88d86', 'cfc3ec', 'f7f3ea'].map(hex);
  for (let left = chance.whole(2, 6); left > 0; left--) {
    const place = move(chance.between(0, SIZE), chance.between(horizon + 1, 30));
    paint(
      canvas,
      chain(place, scale(chance.between(0.8, 1.7))),
      DISC,
      under(light, chance.of(colours)),
      0.65,
    );
  }
}

function paintGrass(canvas, chance, colour) {
  for (let left = chance.whole(5, 9); left > 0; left--) {
    const height = chance.between(3, 8);
    const place = chain(move(chance.between(-1, 33), 33), rotate(-0.25 + chance.between(-0.05, 0.05)));
    const shape = blade([0.09, 0.08, 0.05, 0], chance.between(-0.25, 0.25));
    paint(canvas, chain(place, scale(height, height)), shape, varied(chance, colour, 0.03));
  }
}

/** Paints all of it. @returns the light and a function that paints the grass before the flower */
export function paintGarden(canvas, chance) {
  const time = chance.of(TIMES);
  const ground = varied(chance, hex(time.ground), 0.04);
  paintSky(canvas, chance, time);
  const horizon = chance.between(18, 25);
  const [height, shift, slope] = [chance.between(0.5, 2), chance.next(), chance.between(-0.08, 0.08)];
  const far = mix(ground, hex(time.sky[1]), 0.42);
  const hill = (x) => horizon + slope * (x - 16) + height * sin(x / 40 + shift);
  paint(
    canvas,
    IDENTITY,
    below((x) => hill(x + 17) - 2.5),
    far,
  );
  paint(canvas, IDENTITY, below(hill), ground);
  const near = horizon + chance.between(3, 6);
  paint(
    canvas,
    IDENTITY,
    below((x) => near + 0.8 * sin(x / 25 + 2 * shift)),
    darker(ground, 0.1),
  );
  if (chance.happens(0.7)) paintBlurs(canvas, chance, time.light, horizon);
  return { light: time.light, grass: () => paintGrass(canvas, chance, darker(ground, 0.24)) };
}
