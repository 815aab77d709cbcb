/** The backward pass of a group norm: the gradient of the image, and sums over the pixels for the other gradients. */
import type * as tf from '@tensorflow/tfjs-core';
import { dispatch } from '../../../webgpu/dispatch';
import { sigmoid } from '../../wgsl/activation';
import { range } from '../../wgsl/blocks';
import { reduction } from '../../wgsl/reduce';
import type { GroupNormOptions } from '../contract';
import {
  GROUP_THREADS,
  groupStart,
  IMAGE_ARRAYS,
  imageReader,
  imageWriter,
  layoutOf,
  numbersOf,
  overPixels,
  planeAt,
  sumOfUnit,
  unitOf,
} from './layout';

export interface BackwardInputs {
  readonly dy: tf.Tensor;
  /** [B, H, W, C] gradient of the image from its other consumers, added to that of the norm; null for none */
  readonly dImage: tf.Tensor | null;
  /** Likewise, of an image that operations elsewhere read; null for none. */
  readonly others: tf.Tensor | null;
  /** [B, H, W, C] */
  readonly x: tf.Tensor;
  readonly statistics: tf.Tensor;
}

export interface BackwardResult {
  /** One for each image. */
  readonly dImages: readonly tf.Tensor[];
  /** [3, B, C] sums over the pixels: of dz x̂, of dz, and of dx; the last is 0 where there was no offset */
  readonly sums: tf.Tensor;
}

/** @param parts channels of each image */
export function groupNormBackward(
  { dy, dImage, others, x, statistics }: BackwardInputs,
  { groups, activation }: Pick<GroupNormOptions, 'groups' | 'activation'>,
  parts: readonly number[],
  hasOffset: boolean,
): BackwardResult {
  const layout = layoutOf(x.shape, groups, parts);
  const { type, units, size } = layout;
  const [batch, , , channels] = x.shape as [number, number, number, number];
  const imageNames = IMAGE_ARRAYS.slice(0, parts.length);
  const image = x.shape.slice(0, 3);
  const each = (code: (u: number) => string) => range(units).map(code).join(' ');
  const { declarations, total } = reduction(GROUP_THREADS);
  const kinds = ['sumDyXhat', 'sumDy', ...(hasOffset ? ['sumXhat'] : [])];
  const accumulators = kinds.flatMap((kind) => range(units).map((u) => `${kind}${u}`));
  const names = numbersOf(layout, accumulators).map((_, i) => `total${i}`);
  const statisticAt = (i: number, u: number) => planeAt('statistics', i, u);
  const sumAt = (i: number, u: number) => planeAt('sums', i, u);
  /** WGSL of the sum over the group of gain / deviation times a sum of each channel. */
  const weighted = (kind: string) =>
    range(units)
      .map((u) => sumOfUnit(layout, `a${u} * ${kind}Total${u}`))
      .join(' + ');
  const throughActivation =
    activation === 'linear'
      ? 'let dz = d;'
      : `let sigma = ${sigmoid('z', type)}; let dz = d * sigma * (1.0 + z * (1.0 - sigma));`;
  const { sums, ...dImages } = dispatch({
    name: 'groupNormGradients',
    sizes: {},
    numbers: layout.numbers,
    inputs: { dy, x, statistics, ...(dImage && { dImage }), ...(others && { others }) },
    outputs: {
      sums: [3, batch, channels],
      ...Object.fromEntries(parts.map((part, i) => [imageNames[i], [...image, part]])),
    } as Record<string, readonly number[]> & { sums: readonly number[] },
    vectors: size === 1 ? [] : ['dy', 'x', 'statistics', 'dImage', 'others', 'sums', ...imageNames],
    workgroups: layout.items,
    threads: GROUP_THREADS,
    functions: `${declarations}
${imageReader('dx', imageNames, layout)}
${imageWriter('dx', imageNames, layout)}`,
    body: `${groupStart(layout)}
  ${each((u) => `let a${u} = ${statisticAt(0, u)}; let b${u} = ${statisticAt(1, u)}; let mean${u} = ${statisticAt(2, u)};`)}
  let rstd = ${statisticAt(3, 0)};
  ${accumulators.map((name) => `var ${name} = ${type}();`).join(' ')}
  ${overPixels(
    each(
      (u) => `{
      let v = x[at + ${u}];
      let z = v * a${u} + b${u};
      let d = dy[at + ${u}];
      ${throughActivation}
      let xhat = (v - mean${u}) * rstd;
      sumDyXhat${u} += dz * xhat; sumDy${u} += dz; ${hasOffset ? `sumXhat${u} += xhat;` : ''}
      dxPut(pixel, first + ${u}, dz); // read again below, by the same thread
    }`,
    ),
  )}
  ${total(numbersOf(layout, accumulators), names)}
  ${kinds
    .flatMap((kind, i) =>
      range(units).map((u) => `let ${kind}Total${u} = ${unitOf(layout, names, i * units + u)};`),
    )
    .join(' ')}
  let meanDyXhat = (${weighted('sumDyXhat')}) / count;
  let meanDy = (${weighted('sumDy')}) / count;
  if (local == 0u) {
    ${each((u) => `${sumAt(0, u)} = sumDyXhatTotal${u}; ${sumAt(1, u)} = sumDyTotal${u};`)}
    ${each((u) => {
      const sum = hasOffset
        ? `a${u} * sumDyTotal${u} - ${type}(f32(n.pixels) * meanDy) - sumXhatTotal${u} * meanDyXhat`
        : `${type}()`;
      return `${sumAt(2, u)} = ${sum};`;
    })}
  }
  ${overPixels(
    each((u) => {
      const more = `${dImage ? ` + dImage[at + ${u}]` : ''}${others ? ` + others[at + ${u}]` : ''}`;
      return `{ let xhat = (x[at + ${u}] - mean${u}) * rstd; dxPut(pixel, first + ${u}, a${u} * dxAt(pixel, first + ${u}) - ${type}(meanDy) - xhat * meanDyXhat${more}); }`;
    }),
  )}`,
  });
  return { dImages: imageNames.map((name) => dImages[name]), sums };
}
