/**
 * Group normalisation on WebGPU: one dispatch forward and two backward. A workgroup takes one group of one sample: it adds up, agrees
 * on mean and deviation, and writes. For a channel of a sample the operation is then z = a x + b, and those numbers are all that the
 * backward pass needs beside x.
 *
 * The image may come in two parts, whose channels stand side by side; the norm then joins them on its way.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { GroupNormOptions } from '../groupNorm';
import { BLOCK, component, isWhole, range } from './blocks';
import { gradientAt, gradientPlace } from './gradientPlace';
import { dispatch, THREADS } from './program';
import { reduction } from './reduce';

/** A dense layer, a row of whose output is added to every pixel of a sample. */
export interface Told {
  /** [B, K] */
  readonly input: tf.Tensor;
  /** [K, C] */
  readonly weight: tf.Tensor;
  /** [C] */
  readonly bias: tf.Tensor;
}

/** What is added to x before the normalisation: nothing, rows [B, C], or what a dense layer makes of rows. */
export type Offset = { readonly rows: tf.Tensor } | { readonly told: Told } | null;

export interface ForwardInputs {
  /** [B, H, W, C], or two whose channels add up to C. */
  readonly images: readonly tf.Tensor[];
  /** [C] or [B, C] */
  readonly gain: tf.Tensor;
  /** [C] or [B, C] */
  readonly shift: tf.Tensor;
  readonly offset: Offset;
}

export interface ForwardResult {
  /** [B, H, W, C] */
  readonly normal: tf.Tensor;
  /** [B, H, W, C] the parts side by side; null where there is one */
  readonly joined: tf.Tensor | null;
  /** [4, B, C]: a, b, and of x the mean and 1/deviation (the mean less the offset) */
  readonly statistics: tf.Tensor;
}

/** Threads of the workgroup that takes a group of a sample. */
const TEAM = 64;

/** How a shader walks over a group: in units of four channels where that comes out even, else one by one. */
interface Walk {
  /** Channels in a unit: 4 or 1. */
  readonly size: number;
  /** The WGSL type of a unit. */
  readonly type: string;
  /** Units of a group. */
  readonly units: number;
  /** How many groups there are in the batch. */
  readonly items: number;
  /** What the shader reads at run time. */
  readonly numbers: Readonly<Record<string, number>>;
}

function walkOf(shape: readonly number[], groups: number, parts: readonly number[]): Walk {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const each = channels / groups;
  const size = isWhole(each) && parts.every(isWhole) ? BLOCK : 1;
  return {
    size,
    type: size === 1 ? 'f32' : 'vec4<f32>',
    units: each / size,
    items: batch * groups,
    numbers: {
      samples: batch,
      pixels: height * width,
      groups,
      perPixel: channels / size,
      left: parts[0] / size,
    },
  };
}

/** WGSL that every shader begins with: sample, group, and the first unit of the group. */
const whereabouts = ({ units, size }: Walk): string => `
  let item = min(i32(workgroup.y * workgroups.x + workgroup.x), n.samples * n.groups - 1);
  let sample = item / n.groups;
  let first = item % n.groups * ${units};
  let count = f32(n.pixels * ${units * size});`;

/** WGSL of a loop over the pixels of the sample, `p`; `pixel` counts over the batch. */
const overPixels = (code: string): string => `
  for (var p = i32(local); p < n.pixels; p += ${TEAM}) {
    let pixel = sample * n.pixels + p;
    let at = pixel * n.perPixel + first;
    ${code}
  }`;

/** The numbers of units, as f32 expressions. */
const numbersOf = ({ size }: Walk, units: readonly string[]): string[] =>
  units.flatMap((unit) => (size === 1 ? [unit] : range(BLOCK).map((k) => `${unit}.${component(k)}`)));

/** A unit put together from the names of its numbers. */
const unitOf = ({ size, type }: Walk, names: readonly string[], unit: number): string =>
  size === 1 ? names[unit] : `${type}(${names.slice(unit * size, (unit + 1) * size).join(', ')})`;

/** Declares `<name>At(pixel, unit)`, which reads an image that may stand in two arrays. */
function imageReader(name: string, arrays: readonly string[], { type }: Walk): string {
  const head = `fn ${name}At(pixel : i32, unit : i32) -> ${type}`;
  if (arrays.length === 1) return `${head} { return ${arrays[0]}[pixel * n.perPixel + unit]; }`;
  return `${head} {
  if (unit < n.left) { return ${arrays[0]}[pixel * n.left + unit]; }
  return ${arrays[1]}[pixel * (n.perPixel - n.left) + unit - n.left];
}`;
}

function imageWriter(name: string, arrays: readonly string[], { type }: Walk): string {
  const head = `fn ${name}Put(pixel : i32, unit : i32, value : ${type})`;
  if (arrays.length === 1) return `${head} { ${arrays[0]}[pixel * n.perPixel + unit] = value; }`;
  return `${head} {
  if (unit < n.left) { ${arrays[0]}[pixel * n.left + unit] = value; return; }
  ${arrays[1]}[pixel * (n.perPixel - n.left) + unit - n.left] = value;
}`;
}

const IMAGE_NAMES = ['left', 'right'];

const named = (names: readonly string[], tensors: readonly tf.Tensor[]) =>
  Object.fromEntries(tensors.map((tensor, i) => [names[i], tensor]));

/** WGSL that declares the offset of each unit of the group, `offset<u>`. */
function offsetCode(offset: Offset, walk: Walk): string {
  const { units, type } = walk;
  if (offset === null) return '';
  if ('rows' in offset) {
    return range(units)
      .map((u) => `let offset${u} = rows[sample * n.perPixel + first + ${u}];`)
      .join(' ');
  }
  const names = range(units * walk.size).map((i) => `told${i}`);
  const sums = range(units).map((u) => `sum${u}`);
  return `
  ${sums.map((sum) => `var ${sum} = ${type}();`).join(' ')}
  for (var k = i32(local); k < n.heard; k += ${TEAM}) {
    let heard = input[sample * n.heard + k];
    ${sums.map((sum, u) => `${sum} += heard * weight[k * n.perPixel + first + ${u}];`).join(' ')}
  }
  ${reduction(TEAM).total(numbersOf(walk, sums), names)}
  ${range(units)
    .map((u) => `let offset${u} = ${unitOf(walk, names, u)} + bias[first + ${u}];`)
    .join(' ')}`;
}

const ones = ({ size }: Walk, unit: string): string => (size === 1 ? unit : `dot(${unit}, vec4<f32>(1.0))`);

const offsetInputs = (offset: Offset): Record<string, tf.Tensor> => {
  if (offset === null) return {};
  return 'rows' in offset ? { rows: offset.rows } : { ...offset.told };
};

export function groupNormForward(
  { images, gain, shift, offset }: ForwardInputs,
  { groups, epsilon, activation }: GroupNormOptions,
): ForwardResult {
  const parts = images.map((image) => image.shape[3]!);
  const channels = parts.reduce((sum, n) => sum + n, 0);
  const shape = [...images[0].shape.slice(0, 3), channels];
  const walk = walkOf(shape, groups, parts);
  const { type, units, size } = walk;
  const [batch] = shape;
  const heard: Record<string, number> =
    offset && 'told' in offset ? { heard: offset.told.input.shape[1]! } : {};
  const joins = images.length > 1;
  const rowOf = (tensor: tf.Tensor) => (tensor.rank === 1 ? '' : 'sample * n.perPixel + ');
  const plane = (i: number, u: number) =>
    `statistics[(${i} * n.samples + sample) * n.perPixel + first + ${u}]`;
  const each = (code: (u: number) => string) => range(units).map(code).join(' ');
  const imageNames = IMAGE_NAMES.slice(0, images.length);
  const { declarations, total } = reduction(TEAM);
  const { normal, joined, statistics } = dispatch({
    name: 'groupNorm',
    sizes: {},
    numbers: { ...walk.numbers, ...heard },
    inputs: { ...named(imageNames, images), gain, shift, ...offsetInputs(offset) },
    outputs: { normal: shape, statistics: [4, batch, channels], ...(joins ? { joined: shape } : {}) } as {
      normal: number[];
      statistics: number[];
      joined: number[];
    },
    vectors:
      size === 1
        ? []
        : [...imageNames, 'gain', 'shift', 'rows', 'weight', 'bias', 'normal', 'joined', 'statistics'],
    workgroups: walk.items,
    threads: TEAM,
    functions: `${declarations}\n${imageReader('x', imageNames, walk)}`,
    body: `${whereabouts(walk)}
  ${offsetCode(offset, walk)}
  // Sums are taken of differences from one number of the group, so that a large mean costs no digits.
  let origin = (xAt(sample * n.pixels, first)${offset ? ' + offset0' : ''})${size === 1 ? '' : '.x'};
  ${each((u) => `let away${u} = ${type}(${offset ? `offset${u}` : '0.0'}) - ${type}(origin);`)}
  var sum = ${type}();
  var squares = ${type}();
  ${overPixels(each((u) => `{ let d = xAt(pixel, first + ${u}) + away${u}; sum += d; squares += d * d; }`))}
  ${total([ones(walk, 'sum'), ones(walk, 'squares')], ['allSum', 'allSquares'])}
  let far = allSum / count;
  let variance = max(allSquares / count - far * far, 0.0);
  let rstd = 1.0 / sqrt(variance + ${epsilon.toExponential()});
  ${each((u) => `let mean${u} = ${type}(far) - away${u};`)}
  ${each((u) => `let a${u} = gain[${rowOf(gain)}first + ${u}] * rstd;`)}
  ${each((u) => `let b${u} = shift[${rowOf(shift)}first + ${u}] - mean${u} * a${u};`)}
  if (local == 0u) {
    ${each((u) => `${plane(0, u)} = a${u}; ${plane(1, u)} = b${u}; ${plane(2, u)} = mean${u}; ${plane(3, u)} = ${type}(rstd);`)}
  }
  ${overPixels(
    each((u) => {
      const value = activation === 'linear' ? 'z' : 'z / (1.0 + exp(-z))';
      return `{ let v = xAt(pixel, first + ${u}); ${joins ? `joined[at + ${u}] = v;` : ''} let z = v * a${u} + b${u}; normal[at + ${u}] = ${value}; }`;
    }),
  )}`,
  });
  return { normal, joined: joined ?? null, statistics };
}

export interface BackwardInputs {
  readonly dy: tf.Tensor;
  /** [B, H, W, C] a gradient to add to that of the image; null for none */
  readonly plus: tf.Tensor | null;
  /** [B, H, W, C] */
  readonly x: tf.Tensor;
  readonly statistics: tf.Tensor;
}

export interface BackwardResult {
  /** In as many parts as the image had. */
  readonly dImages: readonly tf.Tensor[];
  /** [3, B, C] sums over the pixels: of dz x̂, of dz, and of dx, the last only where there was an offset, else 0 */
  readonly sums: tf.Tensor;
}

/** @param parts channels of each part of the image */
export function groupNormBackward(
  { dy, plus, x, statistics }: BackwardInputs,
  { groups, activation }: Pick<GroupNormOptions, 'groups' | 'activation'>,
  parts: readonly number[],
  hasOffset: boolean,
): BackwardResult {
  const walk = walkOf(x.shape, groups, parts);
  const { type, units, size } = walk;
  const [batch, , , channels] = x.shape as [number, number, number, number];
  const imageNames = IMAGE_NAMES.slice(0, parts.length);
  const image = x.shape.slice(0, 3);
  const each = (code: (u: number) => string) => range(units).map(code).join(' ');
  const { declarations, total } = reduction(TEAM);
  const kinds = ['along', 'level', ...(hasOffset ? ['normals'] : [])];
  const partialUnits = kinds.flatMap((kind) => range(units).map((u) => `${kind}${u}`));
  const names = numbersOf(walk, partialUnits).map((_, i) => `total${i}`);
  const planes = (i: number, u: number) =>
    `statistics[(${i} * n.samples + sample) * n.perPixel + first + ${u}]`;
  const sumAt = (i: number, u: number) => `sums[(${i} * n.samples + sample) * n.perPixel + first + ${u}]`;
  const weighted = (kind: string) =>
    range(units)
      .map((u) => ones(walk, `a${u} * ${kind}Sum${u}`))
      .join(' + ');
  const through =
    activation === 'linear'
      ? 'let dz = d;'
      : 'let sigma = 1.0 / (1.0 + exp(-z)); let dz = d * sigma * (1.0 + z * (1.0 - sigma));';
  const { sums, ...dImages } = dispatch({
    name: 'groupNormGradients',
    sizes: {},
    numbers: walk.numbers,
    inputs: { dy, x, statistics, ...(plus ? { plus } : {}) },
    outputs: {
      sums: [3, batch, channels],
      ...Object.fromEntries(parts.map((part, i) => [imageNames[i], [...image, part]])),
    } as Record<string, readonly number[]> & { sums: readonly number[] },
    vectors: size === 1 ? [] : ['dy', 'x', 'statistics', 'plus', 'sums', ...imageNames],
    workgroups: walk.items,
    threads: TEAM,
    functions: `${declarations}
${imageReader('dx', imageNames, walk)}
${imageWriter('dx', imageNames, walk)}`,
    body: `${whereabouts(walk)}
  ${each((u) => `let a${u} = ${planes(0, u)}; let b${u} = ${planes(1, u)}; let mean${u} = ${planes(2, u)};`)}
  let rstd = ${planes(3, 0)};
  ${partialUnits.map((name) => `var ${name} = ${type}();`).join(' ')}
  ${overPixels(
    each(
      (u) => `{
      let v = x[at + ${u}];
      let z = v * a${u} + b${u};
      let d = dy[at + ${u}];
      ${through}
      let normal = (v - mean${u}) * rstd;
      along${u} += dz * normal; level${u} += dz; ${hasOffset ? `normals${u} += normal;` : ''}
      dxPut(pixel, first + ${u}, dz); // found again below, by the same thread
    }`,
    ),
  )}
  ${total(numbersOf(walk, partialUnits), names)}
  ${kinds
    .flatMap((kind, i) =>
      range(units).map((u) => `let ${kind}Sum${u} = ${unitOf(walk, names, i * units + u)};`),
    )
    .join(' ')}
  let slope = (${weighted('along')}) / count;
  let constant = (${weighted('level')}) / count;
  if (local == 0u) {
    ${each((u) => `${sumAt(0, u)} = alongSum${u}; ${sumAt(1, u)} = levelSum${u};`)}
    ${each((u) => {
      const sum = hasOffset
        ? `a${u} * levelSum${u} - ${type}(f32(n.pixels) * constant) - normalsSum${u} * slope`
        : `${type}()`;
      return `${sumAt(2, u)} = ${sum};`;
    })}
  }
  ${overPixels(
    each((u) => {
      const more = plus ? ` + plus[at + ${u}]` : '';
      return `{ let normal = (x[at + ${u}] - mean${u}) * rstd; dxPut(pixel, first + ${u}, a${u} * dxAt(pixel, first + ${u}) - ${type}(constant) - normal * slope${more}); }`;
    }),
  )}`,
  });
  return { dImages: imageNames.map((name) => dImages[name]), sums };
}

export interface VectorGradients {
  /** [C] or [B, C] */
  readonly dGain: tf.Tensor;
  /** [C] or [B, C] */
  readonly dShift: tf.Tensor;
  readonly dTold: Told | null;
}

/** The vectors whose gradients the sums over the samples are. */
export interface Vectors {
  readonly gain: tf.Tensor;
  readonly shift: tf.Tensor;
  readonly told: Told | null;
}

/** The sums over the samples: gradients of gain and shift, and of the dense layer that told the offset. */
export function groupNormVectors(sums: tf.Tensor, { gain, shift, told }: Vectors): VectorGradients {
  const [, samples, channels] = sums.shape as [number, number, number];
  const heard = told ? told.input.shape[1]! : 0;
  const overSamples = (plane: number, factor = '') =>
    `for (var b = 0; b < n.samples; b++) { sum += sums[(${plane} * n.samples + b) * n.channels + c]${factor}; }`;
  const place = (vector: tf.Tensor) => (vector.rank === 1 ? gradientPlace(vector) : [channels]);
  const { dGain, dShift, dInput, dWeight, dBias } = dispatch({
    name: 'groupNormVectors',
    sizes: {},
    numbers: { samples, channels, heard },
    inputs: told ? { sums, input: told.input, weight: told.weight } : { sums },
    outputs: {
      dGain: place(gain),
      dShift: place(shift),
      ...(told
        ? {
            dBias: gradientPlace(told.bias),
            dWeight: gradientPlace(told.weight),
            dInput: [samples, heard],
          }
        : {}),
    } as Record<'dGain' | 'dShift' | 'dBias' | 'dWeight' | 'dInput', readonly number[] | tf.Tensor>,
    workgroups: Math.ceil((told ? (3 + heard) * channels + samples * heard : 2 * channels) / THREADS),
    body: `
  var sum = 0.0;
  let c = index % n.channels;
  let kind = index / n.channels;
  if (kind == 0) {
    ${overSamples(0)}
    dGain[c] = sum;
  } else if (kind == 1) {
    ${overSamples(1)}
    dShift[c] = sum;
  }${
    told
      ? ` else if (kind == 2) {
    ${overSamples(2)}
    dBias[c] = sum;
  } else if (kind < 3 + n.heard) {
    let k = kind - 3;
    ${overSamples(2, ' * input[b * n.heard + k]')}
    dWeight[k * n.channels + c] = sum;
  } else {
    let rest = index - (3 + n.heard) * n.channels;
    if (rest >= n.samples * n.heard) { return; }
    let b = rest / n.heard;
    let k = rest % n.heard;
    for (var channel = 0; channel < n.channels; channel++) {
      sum += sums[(2 * n.samples + b) * n.channels + channel] * weight[k * n.channels + channel];
    }
    dInput[rest] = sum;
  }`
      : ''
  }`,
  });
  return {
    dGain: gain.rank === 1 ? gradientAt(dGain, gain) : planeOfSums(sums, 0),
    dShift: shift.rank === 1 ? gradientAt(dShift, shift) : planeOfSums(sums, 1),
    dTold: told && {
      input: dInput,
      weight: gradientAt(dWeight, told.weight),
      bias: gradientAt(dBias, told.bias),
    },
  };
}

/** One plane of the sums: [B, C]. */
export const planeOfSums = (sums: tf.Tensor, plane: number): tf.Tensor => {
  const [, batch, channels] = sums.shape as [number, number, number];
  return tf.reshape(tf.slice(sums, [plane, 0, 0], [1, batch, channels]), [batch, channels]);
};
