/** The flags of products C = op(A) op(B), which a caller adds up. */

/** A is stored transposed. */
export const T_A = 1;
/** B is stored transposed. */
export const T_B = 2;
/** The product is added to C. */
export const ADD = 4;
/** A bias is added. */
export const BIAS = 8;
/** B is packed in panels of 8 columns. */
export const PACK = 32;
