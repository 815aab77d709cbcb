/** The pair of a noising step with both numbers free: controls, charts and the sentence that is computed. */

export const a = 'a, the factor of x';
export const b = 'b, the factor of ε';
export const pairs = (beta: string) => `Pairs for β = ${beta}`;
export const walksPicture = 'Walks of the pair';
export const variancePicture = 'Variance of the walks';

interface Finding {
  readonly sum: string;
  /** Null where the variance grows without end. */
  readonly limit: string | null;
  /** Steps until half of the start is left; where it never is, what becomes of the start. */
  readonly start: { readonly halfLife: string } | 'stays' | 'grows';
}
export const finding = ({ sum, limit, start }: Finding) =>
  `a² + b² = ${sum}: ${limit ? `the variance goes to b²/(1 − a²) = ${limit}` : 'the variance grows without end'}. ${
    start === 'stays'
      ? 'Nothing of the start is forgotten.'
      : start === 'grows'
        ? 'The start grows.'
        : `Half of the start is left after ${start.halfLife} steps.`
  }`;

export const steps = 'steps k';
export const startLeft = 'dashed: what is left of the start, ± aᵏ';
export const varianceOfX = 'variance of x';
export const walks = 'walks';
export const recursion = 'v ← a²v + b², dashed';
