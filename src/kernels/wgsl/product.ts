/** The inner loops of products with a matrix and with its transpose, in WGSL. */
import { component, range } from './blocks';

/**
 * WGSL that walks the inputs of a product, four at a time and the last few alone.
 *
 * Of six inputs, where `load` declares `x4` and `add` adds to `z`:
 * ```wgsl
 * for (var block = 0; block < 1; block++) {
 *   let x4 = xBlock(row, block);
 *   z += x4.x * wBlock(4 * block + 0, column);
 *   z += x4.y * wBlock(4 * block + 1, column);
 *   z += x4.z * wBlock(4 * block + 2, column);
 *   z += x4.w * wBlock(4 * block + 3, column);
 * }
 * {
 *   let x4 = xBlock(row, 1);
 *   z += x4.x * wBlock(4, column);
 *   z += x4.y * wBlock(5, column);
 * }
 * ```
 * @param load declares what an input block needs
 * @param add  adds an input's product to the sums; `lane` is the component of the block that holds it
 */
export function eachInput(
  inputs: number,
  load: (block: string) => string,
  add: (input: string, lane: string) => string,
): string {
  const whole = Math.floor(inputs / 4);
  const left = inputs % 4;
  return `for (var block = 0; block < ${whole}; block++) {
    ${load('block')}
    ${range(4)
      .map((k) => add(`4 * block + ${k}`, component(k)))
      .join('\n    ')}
  }
  ${
    left === 0
      ? ''
      : `{
    ${load(`${whole}`)}
    ${range(left)
      .map((k) => add(`${4 * whole + k}`, component(k)))
      .join('\n    ')}
  }`
  }`;
}

/**
 * WGSL that declares `w0` to `w3`, four rows of a matrix, at one block of its columns. Behind the last row they are the last again.
 * @param block WGSL of the place of the four rows
 * @param read  WGSL that reads the block of a row
 */
export const fourRows = (block: string, last: number | string, read: (row: string) => string): string =>
  range(4)
    .map((k) => `let w${k} = ${read(`min(4 * ${block} + ${k}, ${last})`)};`)
    .join(' ');

/** WGSL that adds the products of the block `d` with `fourRows` to `sum`: four numbers of a product with the transpose. */
export const timesFourRows = (sum: string, d: string): string =>
  `{ let d = ${d}; ${sum} += vec4<f32>(dot(d, w0), dot(d, w1), dot(d, w2), dot(d, w3)); }`;
