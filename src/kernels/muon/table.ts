/**
 * The matrices of a model as numbers that shaders read, so that one dispatch works on all of them, whatever their shapes. A shader sees each
 * as [n, length], n the shorter side, whichever way it lies in memory. Its parts, one after the other:
 *
 * - of each matrix six numbers: place, n, length, distance of two rows, of two columns, place of its square [n, n]
 * - of each block of 64 numbers the matrix that it belongs to
 * - of each tile of all squares, and of each tile of all matrices: matrix, first row, first column
 */
import { sizeOf } from '../../lib/shape';
import type { Matrix } from './contract';

/** Rows and columns of a tile, which a workgroup computes. */
export const TILE = 32;

/** A matrix begins at a multiple of so many numbers. */
export const BLOCK = 64;

export const MATRIX_NUMBERS = 6;
const TILE_NUMBERS = 3;

/** Where the parts of the table begin, and how much there is of each. */
export interface TableLayout {
  readonly owners: number;
  readonly squareTiles: number;
  readonly squareTileCount: number;
  readonly matrixTiles: number;
  readonly matrixTileCount: number;
  /** Numbers of all squares. */
  readonly squares: number;
  /** Numbers of the table. */
  readonly size: number;
}

const sides = ({ rows, columns }: Matrix) => ({
  n: Math.min(rows, columns),
  length: Math.max(rows, columns),
});

const blocksOf = ({ rows, columns }: Matrix): number => Math.ceil((rows * columns) / BLOCK);
const tilesAlong = (numbers: number): number => Math.ceil(numbers / TILE);
const aligned = (numbers: number): number => Math.ceil(numbers / BLOCK) * BLOCK;
const sum = (matrices: readonly Matrix[], count: (matrix: Matrix) => number): number =>
  matrices.reduce((total, matrix) => total + count(matrix), 0);

export function tableLayout(matrices: readonly Matrix[]): TableLayout {
  const owners = MATRIX_NUMBERS * matrices.length;
  const squareTiles = owners + sum(matrices, blocksOf);
  const squareTileCount = sum(matrices, (matrix) => tilesAlong(sides(matrix).n) ** 2);
  const matrixTiles = squareTiles + TILE_NUMBERS * squareTileCount;
  const matrixTileCount = sum(matrices, (matrix) => tilesAlong(matrix.rows) * tilesAlong(matrix.columns));
  return {
    owners,
    squareTiles,
    squareTileCount,
    matrixTiles,
    matrixTileCount,
    squares: sum(matrices, (matrix) => aligned(sizeOf([sides(matrix).n, sides(matrix).n]))),
    size: matrixTiles + TILE_NUMBERS * matrixTileCount,
  };
}

/** Matrix, first row and first column of each tile of an array of rows and columns. */
function tilesOf(matrix: number, rows: number, columns: number): number[] {
  const tiles: number[] = [];
  for (let row = 0; row < rows; row += TILE)
    for (let column = 0; column < columns; column += TILE) tiles.push(matrix, row, column);
  return tiles;
}

/** @param matrices one after the other, each from a multiple of 64 on */
export function tableOf(matrices: readonly Matrix[]): Int32Array {
  const first = matrices[0].at;
  let square = 0;
  const numbers = matrices.flatMap((matrix) => {
    const { at, rows, columns } = matrix;
    const { n, length } = sides(matrix);
    const strides = rows <= columns ? [columns, 1] : [1, columns];
    square += aligned(n * n);
    return [at - first, n, length, ...strides, square - aligned(n * n)];
  });
  const owners = matrices.flatMap((matrix, i) => Array<number>(blocksOf(matrix)).fill(i));
  const squareTiles = matrices.flatMap((matrix, i) => tilesOf(i, sides(matrix).n, sides(matrix).n));
  const matrixTiles = matrices.flatMap((matrix, i) => tilesOf(i, sides(matrix).n, sides(matrix).length));
  return Int32Array.from([...numbers, ...owners, ...squareTiles, ...matrixTiles]);
}
