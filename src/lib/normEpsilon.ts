/** What is added to the variance of a layer norm, so that the division stays finite for features that are all alike. */

/** Of the residual MLP: the default of PyTorch. */
export const MLP_NORM_EPSILON = 1e-5;
/** Of the transformer (facebookresearch/DiT). */
export const DIT_NORM_EPSILON = 1e-6;
