/** What a link asks for and cannot have. */

export const notAccepted = (n: number) =>
  `The link has ${n === 1 ? 'a value that is' : `${n} values that are`} not accepted.`;
export const othersApply = (problems: string) => `${problems} All other values apply.`;

/** What a field must be; the sentence ends with a full stop. */
export const handles = (most: number, range: { readonly min: number; readonly max: number }) =>
  `2 to ${most} handles, written as 0*9.5_0.5*0_1*-10: t from 0 to 1, log SNR falling from at most ${range.max} to at least ${range.min}`;
export const drawing = 'the text of a drawing that a copied link holds, as a whole';
export const architecture = 'the configuration of a network as JSON, with its in_channels';
export const modelOfPoints = 'mlp for a data set of points';
export const modelOfImages = 'unet or dit for a data set of images';
export const multipleOf = (divisor: number) => `a multiple of ${divisor}`;
