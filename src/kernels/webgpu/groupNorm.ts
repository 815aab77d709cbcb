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

/** Elements of a group that a thread should at most have before there are more threads. */
const ELEMENTS = 16;
const MOST_THREADS = 256;

/** How a shader walks over a group: in units of four channels where that comes out even, else one by one. */
interface Walk {
  readonly batch: number;
  readonly pixels: number;
  readonly channels: number;
  readonly groups: number;
  /** Numbers in a group. */
  readonly count: number;
  readonly threads: number;
  /** Channels in a unit: 4 or 1. */
  readonly size: number;
  /** The WGSL type of a unit. */
  readonly type: string;
  /** Units of a group, and of a pixel. */
  readonly units: number;
  readonly perPixel: number;
}

function walkOf(shape: readonly number[], groups: number, parts: readonly number[]): Walk {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const each = channels / groups;
  const size = isWhole(each) && parts.every(isWhole) ? BLOCK : 1;
  const count = height * width * each;
  let threads = THREADS;
  while (threads < MOST_THREADS && count > threads * ELEMENTS) threads *= 2;
  return {
    batch,
    pixels: height * width,
    channels,
    groups,
    count,
    threads,
    size,
    type: size === 1 ? 'f32' : 'vec4<f32>',
    units: each / size,
    perPixel: channels / size,
  };
}

/** WGSL that every shader begins with: sample, group, and the first unit of the group. */
const whereabouts = ({ batch, groups, units }: Walk): string => `
  let item = min(i32(workgroup.y * workgroups.x + workgroup.x), ${batch * groups - 1});
  let sample = item / ${groups};
  let first = item % ${groups} * ${units};`;

/** WGSL of a loop over the pixels of the sample, `p`; `pixel` counts over the batch. */
const overPixels = ({ pixels, threads }: Walk, code: string): string => `
  for (var p = i32(local); p < ${pixels}; p += ${threads}) {
    let pixel = sample * ${pixels} + p;
    ${code}
  }`;

/** The numbers of units, as f32 expressions. */
const numbersOf = ({ size }: Walk, units: readonly string[]): string[] =>
  units.flatMap((unit) => (size === 1 ? [unit] : range(BLOCK).map((k) => `${unit}.${component(k)}`)));

/** A unit put together from the names of its numbers. */
const unitOf = ({ size, type }: Walk, names: readonly string[], unit: number): string =>
  size === 1 ? names[unit] : `${type}(${names.slice(unit * size, (unit + 1) * size).join(', ')})`;

/** Declares `<name>At(pixel, unit)`, which reads an image that may stand in two arrays. */
function imageReader(name: string, arrays: readonly string[], parts: readonly number[], walk: Walk): string {
  const head = `fn ${name}At(pixel : i32, unit : i32) -> ${walk.type}`;
  if (arrays.length === 1) return `${head} { return ${arrays[0]}[pixel * ${walk.perPixel} + unit]; }`;
  const [left, right] = parts.map((channels) => channels / walk.size);
  return `${head} {
  if (unit < ${left}) { return ${arrays[0]}[pixel * ${left} + unit]; }
  return ${arrays[1]}[pixel * ${right} + unit - ${left}];
}`;
}

function imageWriter(name: string, arrays: readonly string[], parts: readonly number[], walk: Walk): string {
  const head = `fn ${name}Put(pixel : i32, unit : i32, value : ${walk.type})`;
  if (arrays.length === 1) return `${head} { ${arrays[0]}[pixel * ${walk.perPixel} + unit] = value; }`;
  const [left, right] = parts.map((channels) => channels / walk.size);
  return `${head} {
  if (unit < ${left}) { ${arrays[0]}[pixel * ${left} + unit] = value; return; }
  ${arrays[1]}[pixel * ${right} + unit - ${left}] = value;
}`;
}

const IMAGE_NAMES = ['left', 'right'];

const named = (names: readonly string[], tensors: readonly tf.Tensor[]) =>
  Object.fromEntries(tensors.map((tensor, i) => [names[i], tensor]));

/** WGSL that declares the offset of each unit of the group, `offset<u>`. */
function offsetCode(offset: Offset, walk: Walk): string {
  const { units, perPixel, type, threads } = walk;
  if (offset === null) return '';
  if ('rows' in offset) {
    return range(units)
      .map((u) => `let offset${u} = rows[sample * ${perPixel} + first + ${u}];`)
      .join(' ');
  }
  const width = offset.told.input.shape[1]!;
  const names = range(units * walk.size).map((i) => `told${i}`);
  const sums = range(units).map((u) => `sum${u}`);
  return `
  ${sums.map((sum) => `var ${sum} = ${type}();`).join(' ')}
  for (var k = i32(local); k < ${width}; k += ${threads}) {
    let heard = input[sample * ${width} + k];
    ${sums.map((sum, u) => `${sum} += heard * weight[k * ${perPixel} + first + ${u}];`).join(' ')}
  }
  ${reduction(threads).total(numbersOf(walk, sums), names)}
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
  const { batch, count, threads, type, units, perPixel, size } = walk;
  const joins = images.length > 1;
  const rowOf = (tensor: tf.Tensor) => (tensor.rank === 1 ? '' : `sample * ${perPixel} + `);
  const plane = (i: number, u: number) => `statistics[(${i * batch} + sample) * ${perPixel} + first + ${u}]`;
  const each = (code: (u: number) => string) => range(units).map(code).join(' ');
  const imageNames = IMAGE_NAMES.slice(0, images.length);
  const { declarations, total } = reduction(threads);
  const { normal, joined, statistics } = dispatch({
    name: 'groupNorm',
    sizes: {},
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
    workgroups: batch * groups,
    threads,
    functions: `${declarations}\n${imageReader('x', imageNames, parts, walk)}`,
    body: `${whereabouts(walk)}
  ${offsetCode(offset, walk)}
  // Sums are taken of differences from one number of the group, so that a large mean costs no digits.
  let origin = (xAt(sample * ${walk.pixels}, first)${offset ? ' + offset0' : ''})${size === 1 ? '' : '.x'};
  ${each((u) => `let away${u} = ${type}(${offset ? `offset${u}` : '0.0'}) - ${type}(origin);`)}
  var sum = ${type}();
  var squares = ${type}();
  ${overPixels(
    walk,
    each((u) => `{ let d = xAt(pixel, first + ${u}) + away${u}; sum += d; squares += d * d; }`),
  )}
  ${total([ones(walk, 'sum'), ones(walk, 'squares')], ['allSum', 'allSquares'])}
  let far = allSum / ${count}.0;
  let variance = max(allSquares / ${count}.0 - far * far, 0.0);
  let rstd = 1.0 / sqrt(variance + ${epsilon.toExponential()});
  ${each((u) => `let mean${u} = ${type}(far) - away${u};`)}
  ${each((u) => `let a${u} = gain[${rowOf(gain)}first + ${u}] * rstd;`)}
  ${each((u) => `let b${u} = shift[${rowOf(shift)}first + ${u}] - mean${u} * a${u};`)}
  if (local == 0u) {
    ${each((u) => `${plane(0, u)} = a${u}; ${plane(1, u)} = b${u}; ${plane(2, u)} = mean${u}; ${plane(3, u)} = ${type}(rstd);`)}
  }
  ${overPixels(
    walk,
    each((u) => {
      const at = `pixel * ${perPixel} + first + ${u}`;
      const value = activation === 'linear' ? 'z' : 'z / (1.0 + exp(-z))';
      return `{ let v = xAt(pixel, first + ${u}); ${joins ? `joined[${at}] = v;` : ''} let z = v * a${u} + b${u}; normal[${at}] = ${value}; }`;
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
  const { batch, pixels, channels, count, threads, type, units, perPixel, size } = walk;
  const imageNames = IMAGE_NAMES.slice(0, parts.length);
  const image = x.shape.slice(0, 3);
  const each = (code: (u: number) => string) => range(units).map(code).join(' ');
  const { declarations, total } = reduction(threads);
  const kinds = ['along', 'level', ...(hasOffset ? ['normals'] : [])];
  const partialUnits = kinds.flatMap((kind) => range(units).map((u) => `${kind}${u}`));
  const names = numbersOf(walk, partialUnits).map((_, i) => `total${i}`);
  const planes = (i: number, u: number) => `statistics[(${i * batch} + sample) * ${perPixel} + first + ${u}]`;
  const sumAt = (i: number, u: number) => `sums[(${i * batch} + sample) * ${perPixel} + first + ${u}]`;
  const weighted = (kind: string) =>
    range(units)
      .map((u) => ones(walk, `a${u} * ${kind}Sum${u}`))
      .join(' + ');
  const through =
    activation === 'linear' ? 'd' : 'd * (1.0 / (1.0 + exp(-z))) * (1.0 + z * (1.0 - 1.0 / (1.0 + exp(-z))))';
  const { sums, ...dImages } = dispatch({
    name: 'groupNormGradients',
    sizes: {},
    inputs: { dy, x, statistics, ...(plus ? { plus } : {}) },
    outputs: {
      sums: [3, batch, channels],
      ...Object.fromEntries(parts.map((part, i) => [imageNames[i], [...image, part]])),
    } as Record<string, readonly number[]> & { sums: readonly number[] },
    vectors: size === 1 ? [] : ['dy', 'x', 'statistics', 'plus', 'sums', ...imageNames],
    workgroups: batch * groups,
    threads,
    functions: `${declarations}
${imageReader('dx', imageNames, parts, walk)}
${imageWriter('dx', imageNames, parts, walk)}`,
    body: `${whereabouts(walk)}
  ${each((u) => `let a${u} = ${planes(0, u)}; let b${u} = ${planes(1, u)}; let mean${u} = ${planes(2, u)};`)}
  let rstd = ${planes(3, 0)};
  ${partialUnits.map((name) => `var ${name} = ${type}();`).join(' ')}
  ${overPixels(
    walk,
    each(
      (u) => `{
      let at = pixel * ${perPixel} + first + ${u};
      let v = x[at];
      let z = v * a${u} + b${u};
      let d = dy[at];
      let dz = ${through};
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
  let slope = (${weighted('along')}) / ${count}.0;
  let constant = (${weighted('level')}) / ${count}.0;
  if (local == 0u) {
    ${each((u) => `${sumAt(0, u)} = alongSum${u}; ${sumAt(1, u)} = levelSum${u};`)}
    ${each((u) => {
      const sum = hasOffset
        ? `a${u} * levelSum${u} - ${type}(${pixels}.0 * constant) - normalsSum${u} * slope`
        : `${type}()`;
      return `${sumAt(2, u)} = ${sum};`;
    })}
  }
  ${overPixels(
    walk,
    each((u) => {
      const at = `pixel * ${perPixel} + first + ${u}`;
      const more = plus ? ` + plus[${at}]` : '';
      return `{ let normal = (x[${at}] - mean${u}) * rstd; dxPut(pixel, first + ${u}, a${u} * dxAt(pixel, first + ${u}) - ${type}(constant) - normal * slope${more}); }`;
    }),
  )}`,
  });
  return { dImages: imageNames.map((name) => dImages[name]), sums };
}

export interface VectorGradients {
  /** [C] */
  readonly dGain: tf.Tensor;
  /** [C] */
  readonly dShift: tf.Tensor;
  readonly dTold: Told | null;
}

/** The sums over the samples: gradients of gain and shift, and of the dense layer that told the offset. */
export function groupNormVectors(sums: tf.Tensor, told: Omit<Told, 'bias'> | null): VectorGradients {
  const [, batch, channels] = sums.shape as [number, number, number];
  const width = told ? told.input.shape[1]! : 0;
  const overSamples = (plane: number, factor = '') =>
    `for (var b = 0; b < ${batch}; b++) { sum += sums[(${plane * batch} + b) * ${channels} + c]${factor}; }`;
  const ends = [channels, 2 * channels];
  if (told)
    ends.push(3 * channels, 3 * channels + width * channels, 3 * channels + width * (channels + batch));
  const { dGain, dShift, dInput, dWeight, dBias } = dispatch({
    name: 'groupNormVectors',
    sizes: {},
    inputs: told ? { sums, input: told.input, weight: told.weight } : { sums },
    outputs: {
      dGain: [channels],
      dShift: [channels],
      ...(told ? { dBias: [channels], dWeight: [width, channels], dInput: [batch, width] } : {}),
    } as Record<'dGain' | 'dShift' | 'dBias' | 'dWeight' | 'dInput', readonly number[]>,
    workgroups: Math.ceil(ends[ends.length - 1] / THREADS),
    body: `
  var sum = 0.0;
  if (index < ${ends[0]}) {
    let c = index;
    ${overSamples(0)}
    dGain[c] = sum;
  } else if (index < ${ends[1]}) {
    let c = index - ${ends[0]};
    ${overSamples(1)}
    dShift[c] = sum;
  }${
    told
      ? ` else if (index < ${ends[2]}) {
    let c = index - ${ends[1]};
    ${overSamples(2)}
    dBias[c] = sum;
  } else if (index < ${ends[3]}) {
    let c = (index - ${ends[2]}) % ${channels};
    let k = (index - ${ends[2]}) / ${channels};
    ${overSamples(2, ` * input[b * ${width} + k]`)}
    dWeight[k * ${channels} + c] = sum;
  } else if (index < ${ends[4]}) {
    let b = (index - ${ends[3]}) / ${width};
    let k = (index - ${ends[3]}) % ${width};
    for (var c = 0; c < ${channels}; c++) {
      sum += sums[(${2 * batch} + b) * ${channels} + c] * weight[k * ${channels} + c];
    }
    dInput[b * ${width} + k] = sum;
  }`
      : ''
  }`,
  });
  return { dGain, dShift, dTold: told ? { input: dInput, weight: dWeight, bias: dBias } : null };
}

/** One plane of the sums: [B, C]. */
export const planeOfSums = (sums: tf.Tensor, plane: number): tf.Tensor => {
  const [, batch, channels] = sums.shape as [number, number, number];
  return tf.reshape(tf.slice(sums, [plane, 0, 0], [1, batch, channels]), [batch, channels]);
};
