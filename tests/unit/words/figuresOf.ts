/** How a language writes numbers: what separates thousands, and what stands before decimals. */
export type Separators = readonly [thousands: string, point: string];

/** In their order of size, for the order of words differs; "16,210" and "16.210" are 16210, "0.5" and "0,5" are 0.5. */
export function figuresOf(text: string, [thousands, point]: Separators): number[] {
  return Array.from(text.matchAll(/\d+(?:[.,]\d+)*/g), ([figure]) => {
    const grouped = new RegExp(`^\\d{1,3}(\\${thousands}\\d{3})+$`).test(figure);
    return Number(grouped ? figure.replaceAll(thousands, '') : figure.replace(point, '.'));
  }).sort((a, b) => a - b);
}

export const ENGLISH: Separators = [',', '.'];
export const GERMAN: Separators = ['.', ','];
