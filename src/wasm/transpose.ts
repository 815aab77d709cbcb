/** The transpose of a matrix on the WASM heap. */

/** Side of the squares in which a matrix is transposed: two of them fit the first-level cache. */
const TILE = 16;

/**
 * Writes the transpose of a matrix.
 * @param from [rows, columns]
 * @param to   [columns, rows], or longer
 */
export function transpose(from: Float32Array, to: Float32Array, rows: number, columns: number): void {
  for (let rowTile = 0; rowTile < rows; rowTile += TILE) {
    const rowEnd = Math.min(rowTile + TILE, rows);
    for (let columnTile = 0; columnTile < columns; columnTile += TILE) {
      const columnEnd = Math.min(columnTile + TILE, columns);
      for (let column = columnTile; column < columnEnd; column++)
        for (let row = rowTile; row < rowEnd; row++) to[column * rows + row] = from[row * columns + column];
    }
  }
}
