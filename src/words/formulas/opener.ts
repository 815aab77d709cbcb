/** The button beside an equation. */

export const explain = 'Explain';
