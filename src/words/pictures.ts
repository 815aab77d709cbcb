/** Saving what a view shows, as a figure, a chart or an animation. */

export const chartNotSaved = 'The chart could not be saved.';
export const formats =
  'As it is now: SVG for print and drawing programs, PNG at twice the size on the screen.';
export const chartAs = (chart: string, format: string) => `${chart} as ${format}`;
export const close = 'Close';
export const showsNothing = (chart: string) => `${chart} shows nothing yet.`;
export const packing = 'Packing the animation';
export const cancel = 'Cancel';
export const noPicture = 'This view has no picture yet.';
export const viewLeft = 'The view was left before the animation was whole.';
export const notMade = 'The picture could not be made.';
export const tooLarge = 'the browser makes no picture of this size';
export const seed = (n: number) => `seed ${n}`;
export const step = (n: number) => `step ${n}`;
