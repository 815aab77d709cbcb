/** A number with its deviation or its standard error, in any language. Pure. */
import { decimal, withMinus } from './numbers';

/**
 * "1.76 ± 0.13": two significant digits of the deviation, and the number as far as they go.
 * @param deviation above 0
 * @param pointed   gives the text of a number its decimal point: that of the page's language if absent
 */
export function plusMinus(
  value: number,
  deviation: number,
  pointed: (text: string) => string = decimal,
): string {
  // of the rounded deviation: 0.0999 is written as 0.10
  const decimals = Math.max(0, 1 - Math.floor(Math.log10(+deviation.toPrecision(2))));
  return `${withMinus(pointed(value.toFixed(decimals)))} ± ${pointed(deviation.toFixed(decimals))}`;
}
