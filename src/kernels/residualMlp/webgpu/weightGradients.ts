/** The gradients of all weights of a residual MLP, sums over the batch, in one dispatch: a range of workgroups for each layer. */
import * as tf from '@tensorflow/tfjs-core';
import { dispatch, THREADS } from '../../../webgpu/dispatch';
import { weightGradientPart } from '../../dense/webgpu/weightGradients';
import { blockReader, blocksOf, wholeArrays } from '../../wgsl/blocks';
import { groupsOf, shareMemory, sharesOf } from '../../wgsl/shares';
import { gradientWindow } from '../../wgsl/weightWindow';
import type { MlpLayers } from '../contract';
import { gradientLayout, isLayer, type MlpSizes, savedLayout, weightsOf } from './layout';

interface GradientInputs {
  /** [B, outputs] */
  readonly dy: tf.Tensor;
  readonly saved: tf.Tensor;
  /** [B, K] or [1, K] */
  readonly temb: tf.Tensor;
  /** Of rows, by `gradientLayout`. */
  readonly gradients: tf.Tensor;
}

/** Layers of one shape, whose gradients one piece of WGSL computes. */
interface Family {
  /** Of the names of its functions. */
  readonly name: 'Input' | 'Time' | 'Block' | 'Head' | 'Row' | 'Output';
  readonly inputs: number;
  readonly outputs: number;
  /** WGSL of four inputs of a row, `row` and `block`; those of a layer begin at `inputAt`. */
  readonly x: string;
  /** WGSL of four numbers of the gradient of the layer's output, which begin at `gradientAt`; those of a factor at `factorAt`, -1 for none. */
  readonly dz: string;
  readonly layers: readonly {
    readonly inputAt?: number;
    readonly gradientAt?: number;
    readonly factorAt?: number;
    readonly weight?: tf.Tensor;
    readonly bias: tf.Tensor;
  }[];
}

function familiesOf(layers: MlpLayers, sizes: MlpSizes): Family[] {
  const { timeRows, inputs, width, units, outputs, depth, embedding } = sizes;
  const { input, time, blocks, norm, output } = layers;
  const saved = savedLayout(sizes);
  const gradients = gradientLayout(sizes);
  const timeRow = timeRows === 1 ? '0' : 'row';
  const readSaved = `saved[inputAt + row * ${blocksOf(width)} + block]`;
  const readGradients = `gradients[gradientAt + row * ${blocksOf(width)} + block]`;
  const scaled = `factor(row, block) * ${readGradients}`;
  /** Scale and shift of each norm: their gradients are sums of dz x̂ and of dz. */
  const modulations = [...blocks, norm].flatMap(({ scale, shift }, i) => [
    { source: scale, gradientAt: gradients.z(i), factorAt: saved.normSection(i, 'xhat') },
    { source: shift, gradientAt: gradients.z(i), factorAt: -1 },
  ]);
  const heads = modulations.flatMap(({ source, ...places }) =>
    isLayer(source) ? [{ ...places, weight: source.weight, bias: source.bias }] : [],
  );
  const learned = modulations.flatMap(({ source, ...places }) =>
    source instanceof tf.Tensor ? [{ ...places, bias: source }] : [],
  );
  const families: Family[] = [
    {
      name: 'Block',
      inputs: width,
      outputs: width,
      x: readSaved,
      dz: readGradients,
      layers: blocks.map(({ dense }, i) => ({
        inputAt: saved.normSection(i, 'value'),
        gradientAt: gradients.h(i + 1),
        ...dense,
      })),
    },
    {
      name: 'Head',
      inputs: units,
      outputs: width,
      x: `saved[${saved.hidden} + ${timeRow} * ${blocksOf(units)} + block]`,
      dz: scaled,
      layers: heads,
    },
    { name: 'Row', inputs: 0, outputs: width, x: 'vec4<f32>()', dz: scaled, layers: learned },
    {
      name: 'Input',
      inputs,
      outputs: width,
      x: `saved[${saved.features} + row * ${blocksOf(inputs)} + block]`,
      dz: readGradients,
      layers: [{ gradientAt: gradients.h(0), ...input }],
    },
    {
      name: 'Time',
      inputs: embedding,
      outputs: units,
      x: `tembBlock(${timeRow}, block)`,
      dz: `gradients[${gradients.time} + row * ${blocksOf(units)} + block]`,
      layers: time ? [time] : [],
    },
    {
      name: 'Output',
      inputs: width,
      outputs,
      x: readSaved,
      dz: 'dyBlock(row, block)',
      layers: [{ inputAt: saved.normSection(depth, 'value'), ...output }],
    },
  ];
  return families.filter((family) => family.layers.length > 0);
}

const itemsOf = ({ inputs, outputs }: Family) => (blocksOf(inputs) + 1) * blocksOf(outputs);

/** WGSL of a family: readers, writers, and its part of the dispatch. */
function familyCode(family: Family, rows: number, shares: number): string {
  const { name, inputs, outputs, x, dz } = family;
  const groups = groupsOf(itemsOf(family), shares, THREADS);
  return `
fn x${name}Block(row : i32, block : i32) -> vec4<f32> { return ${x}; }
fn dz${name}Block(row : i32, block : i32) -> vec4<f32> { return ${dz}; }
fn writeDw${name}Block(row : i32, block : i32, values : vec4<f32>) { writeGradient(toWeight, ${outputs}, row, block, values); }
fn writeDb${name}Block(row : i32, block : i32, values : vec4<f32>) { writeGradient(toBias, ${outputs}, row, block, values); }
${weightGradientPart({ rows, inputs, outputs, by: { threads: THREADS, shares, groups }, suffix: name })}`;
}

/** @returns the gradient of each weight, in the order of `weightsOf` */
export function mlpWeightGradients(
  { dy, saved, temb, gradients }: GradientInputs,
  layers: MlpLayers,
  sizes: MlpSizes,
  window: { readonly at: readonly number[]; readonly size: number },
): tf.Tensor[] {
  const { rows, width, outputs, embedding } = sizes;
  const weights = weightsOf(layers);
  const places = new Map(weights.map((tensor, i) => [tensor, window.at[i]]));
  const { gradient, view, gradientsOf } = gradientWindow(weights, window.size, window.at);
  const families = familiesOf(layers, sizes);
  const shares = sharesOf(
    rows,
    families.reduce((sum, family) => sum + family.layers.length * itemsOf(family), 0),
  );
  let first = 0;
  const parts = families.map((family) => {
    const groups = groupsOf(itemsOf(family), shares, THREADS);
    const [from, to] = [first, first + groups * family.layers.length];
    first = to;
    const cases = family.layers.map(
      ({ inputAt = 0, gradientAt = 0, factorAt = -1, weight, bias }, i) =>
        `case ${i}: { inputAt = ${inputAt}; gradientAt = ${gradientAt}; factorAt = ${factorAt}; toWeight = ${weight ? places.get(weight) : 0}; toBias = ${places.get(bias)}; }`,
    );
    return `if (group >= ${from} && group < ${to}) {
    switch ((group - ${from}) / ${groups}) {
      ${cases.join('\n      ')}
      default: {}
    }
    weightGradientPart${family.name}((group - ${from}) % ${groups}, local);
  }`;
  });
  const { written } = dispatch({
    name: 'residualMlpWeights',
    sizes: {},
    inputs: { dy, saved, gradients, ...(layers.time && { temb }) },
    outputs: { written: gradient },
    vectors: [...wholeArrays({ dy: outputs, temb: embedding }), 'saved', 'gradients'],
    workgroups: first,
    functions: `
// Of the layer at hand: where its input, the gradient of its output and a factor of that begin, and where its own gradients go.
var<private> inputAt : i32;
var<private> gradientAt : i32;
var<private> factorAt : i32;
var<private> toWeight : i32;
var<private> toBias : i32;
${shareMemory(THREADS)}
${blockReader('dy', outputs)}
${layers.time ? blockReader('temb', embedding) : ''}
fn factor(row : i32, block : i32) -> vec4<f32> {
  if (factorAt < 0) { return vec4<f32>(1.0); }
  return saved[factorAt + row * ${blocksOf(width)} + block];
}
fn writeGradient(at : i32, columns : i32, row : i32, block : i32, values : vec4<f32>) {
  for (var k = 0; k < min(4, columns - 4 * block); k++) { written[at + row * columns + 4 * block + k] = values[k]; }
}
${families.map((family) => familyCode(family, rows, shares)).join('\n')}`,
    body: parts.join('\n  '),
  });
  const result = gradientsOf(written);
  view?.dispose();
  return result;
}
