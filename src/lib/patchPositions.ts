/** The fixed positions of patches: sines and cosines of column and row (facebookresearch/DiT, `get_2d_sincos_pos_embed`). */

const LONGEST_PERIOD = 10_000;

/**
 * The first half of a token's numbers is of the column of its patch, the second of the row, as in the reference: each half has the sines of
 * geometric frequencies, then the cosines.
 * @param side   patches from left to right, and from top to bottom
 * @param size   numbers of a token, a multiple of four
 * @returns [side · side, size]
 */
export function patchPositions(side: number, size: number): Float32Array {
  const positions = new Float32Array(side * side * size);
  const quarter = size / 4;
  for (let patch = 0; patch < side * side; patch++) {
    for (const [half, place] of [patch % side, Math.floor(patch / side)].entries()) {
      const at = patch * size + 2 * quarter * half;
      for (let k = 0; k < quarter; k++) {
        const angle = place / LONGEST_PERIOD ** (k / quarter);
        positions[at + k] = Math.sin(angle);
        positions[at + quarter + k] = Math.cos(angle);
      }
    }
  }
  return positions;
}
