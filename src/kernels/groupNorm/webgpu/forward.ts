/** The forward pass of a group norm. */
import type * as tf from '@tensorflow/tfjs-core';
import { dispatch } from '../../../webgpu/dispatch';
import { fusePostponed } from '../../../webgpu/postponed';
import type { PostponedConvolution } from '../../conv2d/webgpu';
import { onePlusExp } from '../../wgsl/activation';
import { range } from '../../wgsl/blocks';
import { reduction } from '../../wgsl/reduce';
import type { GroupNormOptions } from '../contract';
import { convolveAndNormalise } from './convolved';
import {
  type ForwardResult,
  GROUP_THREADS,
  type GroupLayout,
  groupStart,
  IMAGE_ARRAYS,
  imageReader,
  layoutOf,
  named,
  numbersOf,
  type Offset,
  overPixels,
  planeAt,
  sumOfUnit,
  unitOf,
} from './layout';

export interface ForwardInputs {
  /** [B, H, W, C], or two whose channels add up to C. */
  readonly images: readonly tf.Tensor[];
  /** [C] or [B, C] */
  readonly gain: tf.Tensor;
  /** [C] or [B, C] */
  readonly shift: tf.Tensor;
  readonly offset: Offset;
}

/** WGSL that declares the offset of each unit of the group, `offset<u>`. */
function offsetCode(offset: Offset, layout: GroupLayout): string {
  const { units, type } = layout;
  if (offset === null) return '';
  if ('rows' in offset) {
    return range(units)
      .map((u) => `let offset${u} = rows[sample * n.perPixel + first + ${u}];`)
      .join(' ');
  }
  const names = range(units * layout.size).map((i) => `offsetNumber${i}`);
  const sums = range(units).map((u) => `sum${u}`);
  return `
  ${sums.map((sum) => `var ${sum} = ${type}();`).join(' ')}
  for (var k = i32(local); k < n.features; k += ${GROUP_THREADS}) {
    let feature = input[sample * n.features + k];
    ${sums.map((sum, u) => `${sum} += feature * weight[k * n.perPixel + first + ${u}];`).join(' ')}
  }
  ${reduction(GROUP_THREADS).total(numbersOf(layout, sums), names)}
  ${range(units)
    .map((u) => `let offset${u} = ${unitOf(layout, names, u)} + bias[first + ${u}];`)
    .join(' ')}`;
}

const offsetInputs = (offset: Offset): Record<string, tf.Tensor> => {
  if (offset === null) return {};
  return 'rows' in offset ? { rows: offset.rows } : { ...offset.projection };
};

/** @returns f(z), and what the backward pass needs */
export function groupNormForward(inputs: ForwardInputs, options: GroupNormOptions): ForwardResult {
  const [first, ...others] = inputs.images;
  const fused =
    others.length === 0 &&
    fusePostponed(first, (convolution: PostponedConvolution) =>
      convolveAndNormalise(convolution, inputs, options),
    );
  return fused || normalise(inputs, options);
}

function normalise(
  { images, gain, shift, offset }: ForwardInputs,
  { groups, epsilon, activation }: GroupNormOptions,
): ForwardResult {
  const parts = images.map((image) => image.shape[3]!);
  const channels = parts.reduce((sum, n) => sum + n, 0);
  const shape = [...images[0].shape.slice(0, 3), channels];
  const layout = layoutOf(shape, groups, parts);
  const { type, units, size } = layout;
  const [batch] = shape;
  const projectionNumbers: Record<string, number> =
    offset && 'projection' in offset ? { features: offset.projection.input.shape[1]! } : {};
  const concatenates = images.length > 1;
  const rowOf = (tensor: tf.Tensor) => (tensor.rank === 1 ? '' : 'sample * n.perPixel + ');
  const statisticAt = (i: number, u: number) => planeAt('statistics', i, u);
  const each = (code: (u: number) => string) => range(units).map(code).join(' ');
  const imageNames = IMAGE_ARRAYS.slice(0, images.length);
  const { declarations, total } = reduction(GROUP_THREADS);
  const { normal, concatenated, statistics } = dispatch({
    name: 'groupNorm',
    sizes: {},
    numbers: { ...layout.numbers, ...projectionNumbers },
    inputs: { ...named(imageNames, images), gain, shift, ...offsetInputs(offset) },
    outputs: {
      normal: shape,
      statistics: [4, batch, channels],
      ...(concatenates ? { concatenated: shape } : {}),
    } as {
      normal: number[];
      statistics: number[];
      concatenated: number[];
    },
    vectors:
      size === 1
        ? []
        : [...imageNames, 'gain', 'shift', 'rows', 'weight', 'bias', 'normal', 'concatenated', 'statistics'],
    workgroups: layout.items,
    threads: GROUP_THREADS,
    functions: `${declarations}\n${imageReader('x', imageNames, layout)}`,
    body: `${groupStart(layout)}
  ${offsetCode(offset, layout)}
  // The sums are of differences from one number of the group, so that a large mean costs no digits.
  let origin = (xAt(sample * n.pixels, first)${offset ? ' + offset0' : ''})${size === 1 ? '' : '.x'};
  ${each((u) => `let originShift${u} = ${type}(${offset ? `offset${u}` : '0.0'}) - ${type}(origin);`)}
  var sum = ${type}();
  var squares = ${type}();
  ${overPixels(each((u) => `{ let delta = xAt(pixel, first + ${u}) + originShift${u}; sum += delta; squares += delta * delta; }`))}
  ${total([sumOfUnit(layout, 'sum'), sumOfUnit(layout, 'squares')], ['allSum', 'allSquares'])}
  let meanDelta = allSum / count;
  let variance = max(allSquares / count - meanDelta * meanDelta, 0.0);
  let rstd = 1.0 / sqrt(variance + ${epsilon.toExponential()});
  ${each((u) => `let mean${u} = ${type}(meanDelta) - originShift${u};`)}
  ${each((u) => `let a${u} = gain[${rowOf(gain)}first + ${u}] * rstd;`)}
  ${each((u) => `let b${u} = shift[${rowOf(shift)}first + ${u}] - mean${u} * a${u};`)}
  if (local == 0u) {
    ${each((u) => `${statisticAt(0, u)} = a${u}; ${statisticAt(1, u)} = b${u}; ${statisticAt(2, u)} = mean${u}; ${statisticAt(3, u)} = ${type}(rstd);`)}
  }
  ${overPixels(
    each((u) => {
      const value = activation === 'linear' ? 'z' : `z / ${onePlusExp('z', type)}`;
      return `{ let v = xAt(pixel, first + ${u}); ${concatenates ? `concatenated[at + ${u}] = v;` : ''} let z = v * a${u} + b${u}; normal[at + ${u}] = ${value}; }`;
    }),
  )}`,
  });
  return { normal, concatenated: concatenated ?? null, statistics };
}
