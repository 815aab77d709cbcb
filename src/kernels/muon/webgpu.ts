/**
 * The optimizer step of Muon on WebGPU, in place: twenty dispatches, each of which works on all matrices of a model. Besides Adam's two, one
 * for the momentum, one for its norm, three for each iteration, and one for the weights.
 */
import * as tf from '@tensorflow/tfjs-core';
import { dispatch, THREADS, unwritten } from '../../webgpu/dispatch';
import type { AdamConstants, OptimizerState } from '../adam/contract';
import { type GradientScale, gradientScaleOf, updateByAdam } from '../adam/webgpu';
import { totalOver } from '../wgsl/total';
import { ITERATIONS, type MatrixTable, MOMENTUM, NORM_EPSILON, POLYNOMIAL, RATE_FACTOR } from './contract';
import { BLOCK, MATRIX_NUMBERS, type TableLayout, TILE, tableLayout } from './table';

/** WGSL of a number. */
const literal = (value: number): string => value.toExponential();

const [A, B, C] = POLYNOMIAL.map(literal);

/** WGSL: the numbers of a matrix in the table. */
const MATRIX = `
struct Matrix { at : i32, n : i32, length : i32, down : i32, right : i32, square : i32 }
fn matrixOf(i : i32) -> Matrix {
  let t = ${MATRIX_NUMBERS} * i;
  return Matrix(table[t], table[t + 1], table[t + 2], table[t + 3], table[t + 4], table[t + 5]);
}`;

/** Rows and columns of a tile that one thread computes. */
const EACH = 4;

/** A factor of a product as a thread reads it: four numbers for each k. WGSL but for the name. */
interface Factor {
  readonly array: string;
  /** Place of its first number, distance of its rows or columns, and of two k. */
  readonly at: string;
  readonly distance: string;
  readonly step: string;
}

const COMPONENTS = ['x', 'y', 'z', 'w'];

/** WGSL: the four places of a factor for k = 0; they stay at the last row or column where there are fewer. */
const placesOf = ({ at, distance }: Factor, first: string, count: string): string =>
  `${at} + min(${first} + vec4<i32>(0, 1, 2, 3), vec4<i32>(${count} - 1)) * ${distance}`;

/** WGSL: the four numbers for this k. */
const numbersOf = ({ array, step }: Factor, places: string): string =>
  `vec4<f32>(${COMPONENTS.map((each) => `${array}[${places}.${each} + k * ${step}]`).join(', ')})`;

interface TileProduct {
  readonly name: string;
  readonly table: tf.Tensor;
  readonly inputs: Readonly<Record<string, tf.Tensor>>;
  readonly output: tf.Tensor;
  /** The list of tiles. */
  readonly tiles: number;
  readonly count: number;
  /** WGSL: columns of the result, and length of the sums. */
  readonly columns: string;
  readonly depth: string;
  readonly left: Factor;
  readonly right: Factor;
  /** WGSL that writes the sum `product` of the place (row, column). */
  readonly write: string;
}

/**
 * Products of all matrices, a workgroup a tile. Each thread has four rows by four columns of it. There is no barrier, so that loops may
 * depend on the table.
 */
function dispatchProducts(product: TileProduct): void {
  const { name, table, inputs, output, tiles, count, columns, depth, left, right, write } = product;
  dispatch({
    name,
    sizes: {},
    numbers: { tiles, count },
    inputs: { table, ...inputs },
    outputs: { result: output },
    workgroups: count,
    functions: MATRIX,
    body: `
  if (group >= n.count) { return; }
  let tile = n.tiles + 3 * group;
  let matrix = matrixOf(table[tile]);
  let row0 = table[tile + 1] + ${EACH} * (i32(local) / ${TILE / EACH});
  let column0 = table[tile + 2] + ${EACH} * (i32(local) % ${TILE / EACH});
  let columns = ${columns};
  if (row0 >= matrix.n || column0 >= columns) { return; }
  let leftAt = ${placesOf(left, 'row0', 'matrix.n')};
  let rightAt = ${placesOf(right, 'column0', 'columns')};
  var products = array<vec4<f32>, ${EACH}>();
  for (var k = 0; k < ${depth}; k++) {
    let left = ${numbersOf(left, 'leftAt')};
    let right = ${numbersOf(right, 'rightAt')};
    for (var r = 0; r < ${EACH}; r++) { products[r] += left[r] * right; }
  }
  for (var r = 0; r < ${EACH}; r++) {
    for (var c = 0; c < ${EACH}; c++) {
      let row = row0 + r;
      let column = column0 + c;
      if (row < matrix.n && column < columns) {
        let product = products[r][c];
        ${write}
      }
    }
  }`,
  });
}

/** An iteration of Newton–Schulz. @param next receives the next iterate of x */
function iterate(
  table: tf.Tensor,
  layout: TableLayout,
  { x, next, square, sum }: { x: tf.Tensor; next: tf.Tensor; square: tf.Tensor; sum: tf.Tensor },
): void {
  const place = 'matrix.square + row * matrix.n + column';
  const ofSquares = { table, tiles: layout.squareTiles, count: layout.squareTileCount, columns: 'matrix.n' };
  const rows = { array: 'x', at: 'matrix.at', distance: 'matrix.down', step: 'matrix.right' };
  const columns = { array: 'x', at: 'matrix.at', distance: 'matrix.right', step: 'matrix.down' };
  // They are symmetric: a row is a column, whose numbers lie next to each other.
  const symmetric = (array: string) => ({ array, at: 'matrix.square', distance: '1', step: 'matrix.n' });
  dispatchProducts({
    ...ofSquares,
    name: 'muonSquare',
    inputs: { x },
    output: square,
    depth: 'matrix.length',
    left: rows,
    right: rows,
    write: `result[${place}] = product;`,
  });
  dispatchProducts({
    ...ofSquares,
    name: 'muonPolynomial',
    inputs: { square },
    output: sum,
    depth: 'matrix.n',
    left: symmetric('square'),
    right: symmetric('square'),
    write: `result[${place}] = select(0.0, ${A}, row == column) + ${B} * square[${place}] + ${C} * product;`,
  });
  dispatchProducts({
    table,
    tiles: layout.matrixTiles,
    count: layout.matrixTileCount,
    columns: 'matrix.length',
    name: 'muonIterate',
    inputs: { sum, x },
    output: next,
    depth: 'matrix.n',
    left: symmetric('sum'),
    right: columns,
    write: 'result[matrix.at + column * matrix.right + row * matrix.down] = product;',
  });
}

/** Updates both moments of the matrices. @returns Nesterov's momentum, of all matrices */
function momentum(
  { m, v }: OptimizerState,
  gradient: tf.Tensor,
  { beta2 }: AdamConstants,
  scale: GradientScale,
  first: number,
): tf.Tensor {
  const vectors = (gradient.size - first) / 4;
  return dispatch({
    name: 'muonMomentum',
    sizes: {},
    numbers: { first: first / 4, vectors },
    inputs: { gradient, ...scale.inputs },
    outputs: { m, v, x: [4 * vectors] },
    vectors: ['gradient', 'm', 'v', 'x'],
    workgroups: Math.ceil(vectors / THREADS),
    functions: scale.functions,
    body: `
  if (index >= n.vectors) { return; }
  let at = n.first + index;
  let g = gradient[at] * gradientScale();
  let nextM = ${literal(MOMENTUM)} * m[at] + ${literal(1 - MOMENTUM)} * g;
  m[at] = nextM;
  v[at] = ${literal(beta2)} * v[at] + ${literal(1 - beta2)} * g * g;
  x[index] = ${literal(MOMENTUM)} * nextM + ${literal(1 - MOMENTUM)} * g;`,
  }).x;
}

/** Scales each matrix to norm 1, a workgroup each. */
function scaleToUnitNorm(x: tf.Tensor, table: tf.Tensor, matrices: number): void {
  dispatch({
    name: 'muonNorm',
    sizes: {},
    numbers: { matrices },
    inputs: { table },
    outputs: { x },
    workgroups: matrices,
    functions: [MATRIX, totalOver(THREADS)].join('\n'),
    body: `
  if (group >= n.matrices) { return; }
  let matrix = matrixOf(group);
  let size = matrix.n * matrix.length;
  var squares = 0.0;
  for (var i = i32(local); i < size; i += ${THREADS}) { squares += x[matrix.at + i] * x[matrix.at + i]; }
  let factor = 1.0 / (sqrt(total(local, squares)) + ${literal(NORM_EPSILON)});
  for (var i = i32(local); i < size; i += ${THREADS}) { x[matrix.at + i] *= factor; }`,
  });
}

/** A step of the weights against their directions, and of their average. */
function stepAgainst(
  { params, ema }: OptimizerState,
  direction: tf.Tensor,
  step: tf.Tensor,
  table: tf.Tensor,
  owners: number,
  first: number,
): void {
  dispatch({
    name: 'muonStep',
    sizes: {},
    numbers: { first, owners, size: direction.size },
    inputs: { direction, step, table },
    outputs: { params, ema },
    workgroups: Math.ceil(direction.size / THREADS),
    functions: MATRIX,
    body: `
  if (index >= n.size) { return; }
  let matrix = matrixOf(table[n.owners + index / ${BLOCK}]);
  if (index >= matrix.at + matrix.n * matrix.length) { return; }
  let at = n.first + index;
  let next = params[at] - step[3] * ${RATE_FACTOR} * sqrt(f32(matrix.length)) * direction[index];
  params[at] = next;
  ema[at] = next + step[2] * (ema[at] - next);`,
  });
}

export function muonOnWebgpu(
  state: OptimizerState,
  gradient: tf.Tensor,
  step: tf.Tensor,
  constants: AdamConstants,
  { matrices, table }: MatrixTable,
): void {
  const first = matrices[0].at;
  const layout = tableLayout(matrices);
  const scale = gradientScaleOf(gradient, constants.clip);
  updateByAdam(state, gradient, step, constants, scale, first);
  let x = momentum(state, gradient, constants, scale, first);
  let next = unwritten(x.shape);
  const [square, sum] = [unwritten([layout.squares]), unwritten([layout.squares])];
  scaleToUnitNorm(x, table, matrices.length);
  for (let i = 0; i < ITERATIONS; i++) {
    iterate(table, layout, { x, next, square, sum });
    [x, next] = [next, x];
  }
  stepAgainst(state, x, step, table, layout.owners, first);
  tf.dispose([x, next, square, sum, ...Object.values(scale.inputs)]);
}
