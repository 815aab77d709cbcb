/** A number with its deviation or its standard error. Pure. */
import { decimal, figure, withMinus } from '../lib/numbers';

/** "1.76 ± 0.13": two digits of the deviation, and the figure as far as they go; the figure alone where there is none. */
export function withDeviation(value: number, deviation?: number): string {
  if (!deviation) return figure(value);
  const decimals = Math.max(0, 1 - Math.floor(Math.log10(deviation)));
  return `${withMinus(decimal(value.toFixed(decimals)))} ± ${decimal(deviation.toFixed(decimals))}`;
}
