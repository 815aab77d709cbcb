/**
 * Colour is signal, grey is noise. Ramps are straight lines in OKLab lightness (Ottosson 2020), so that equal steps look equal, and
 * the picture is the same in grey.
 */

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

const lerp = (a: number, b: number, f: number) => a + (b - a) * f;

/** An OKLCH colour in sRGB, clipped to the gamut. @param h hue in degrees */
export function oklch(lightness: number, chroma: number, h: number): Rgb {
  const a = chroma * Math.cos((h * Math.PI) / 180);
  const b = chroma * Math.sin((h * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channel = (linear: number) => {
    const v = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
    return Math.round(255 * Math.min(1, Math.max(0, v)));
  };
  return [
    channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    channel(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

export const mix = (p: Rgb, q: Rgb, f: number): Rgb => [
  lerp(p[0], q[0], f),
  lerp(p[1], q[1], f),
  lerp(p[2], q[2], f),
];

export const css = (c: Rgb, alpha = 1): string =>
  `rgb(${Math.round(c[0])} ${Math.round(c[1])} ${Math.round(c[2])} / ${alpha})`;

/** 256 colours from nothing to most. */
export type Ramp = readonly Rgb[];

export interface Ramps {
  /** Page to mid teal: paths drawn over it keep their contrast. */
  readonly density: Ramp;
  /** Page to dark maroon (light) or cream (dark): the whole range. */
  readonly loss: Ramp;
  /** For what has a sign: green below, page at 0 (the middle), violet above; equal sizes are equally light. */
  readonly signed: Ramp;
}

const ramp = (f: (v: number) => Rgb): Ramp => Array.from({ length: 256 }, (_, i) => f(i / 255));
const bulge = (v: number) => Math.sin(Math.PI * v);
const signedRamp = (page: number, most: number): Ramp =>
  ramp((v) => {
    const size = Math.abs(2 * v - 1);
    return oklch(lerp(page, most, size), 0.14 * size, v > 0.5 ? 300 : 135);
  });

export const ramps = (dark: boolean): Ramps =>
  dark
    ? {
        density: ramp((v) => oklch(lerp(0.165, 0.56, v), 0.012 + 0.075 * v, 200)),
        loss: ramp((v) => oklch(lerp(0.18, 0.9, v), 0.02 + 0.13 * bulge(v), lerp(-10, 75, v))),
        signed: signedRamp(0.165, 0.75),
      }
    : {
        density: ramp((v) => oklch(lerp(0.99, 0.62, v), 0.002 + 0.085 * v, 205)),
        loss: ramp((v) => oklch(lerp(0.985, 0.32, v), 0.006 + 0.13 * bulge(v ** 0.9), lerp(80, -10, v))),
        signed: signedRamp(0.985, 0.5),
      };

/** The entry of a ramp at v in [0, 1]. */
export const onRamp = (colours: Ramp, v: number): Rgb =>
  colours[Math.round(255 * Math.min(1, Math.max(0, v)))];
