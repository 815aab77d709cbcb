/** A number with its deviation or its standard error. Pure. */
import { figure } from '../lib/numbers';
import { plusMinus } from '../lib/plusMinus';

/** "1.76 ± 0.13", as `plusMinus` writes it; the figure alone where there is no deviation. */
export const withDeviation = (value: number, deviation?: number): string =>
  deviation ? plusMinus(value, deviation) : figure(value);
