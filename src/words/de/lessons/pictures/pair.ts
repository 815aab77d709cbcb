/** The pair of a noising step with both numbers free: controls, charts and the sentence that is computed. */

export const a = 'a, der Faktor von x';
export const b = 'b, der Faktor von ε';
export const pairs = (beta: string) => `Paare für β = ${beta}`;
export const walksPicture = 'Irrfahrten des Paars';
export const variancePicture = 'Varianz der Irrfahrten';

interface Finding {
  readonly sum: string;
  /** Null where the variance grows without end. */
  readonly limit: string | null;
  /** Steps until half of the start is left; where it never is, what becomes of the start. */
  readonly start: { readonly halfLife: string } | 'stays' | 'grows';
}
export const finding = ({ sum, limit, start }: Finding) =>
  `a² + b² = ${sum}: ${limit ? `Die Varianz geht gegen b²/(1 − a²) = ${limit}` : 'Die Varianz wächst unbegrenzt'}. ${
    start === 'stays'
      ? 'Vom Anfang wird nichts vergessen.'
      : start === 'grows'
        ? 'Der Anfang wächst.'
        : `Nach ${start.halfLife} Schritten ist die Hälfte des Anfangs übrig.`
  }`;

export const steps = 'Schritte k';
export const startLeft = 'gestrichelt: was vom Anfang bleibt, ± aᵏ';
export const varianceOfX = 'Varianz von x';
export const walks = 'Irrfahrten';
export const recursion = 'v ← a²v + b², gestrichelt';
