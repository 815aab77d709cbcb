/** The surface of the density, integrated by the Fokker–Planck equation: controls, charts and the sentence that is computed. */

export const turn = 'Turn';
export const tilt = 'Tilt';
export const pause = 'Pause the surface';
export const again = 'Integrate again';
export const goOn = 'Integrate on';
export const oneRow = 'One row on';
export const surfacePicture = 'Density as a surface';
export const slicePicture = 'Density and current';

interface State {
  readonly time: string;
  readonly distance: string;
  readonly worst: string;
  /** How far the mass is from 1, and on which side. */
  readonly sign: string;
  readonly error: string;
  readonly milliseconds: string;
}
export const finding = ({ time, distance, worst, sign, error, milliseconds }: State) =>
  `t = ${time}: Fokker–Planck is ${distance} from the closed form, at most ${worst} so far; the mass is 1 ${sign} ${error}. The last frame integrated for ${milliseconds} ms.`;

export const data = 't = 0, data';
export const density = 'density';
export const fokkerPlanck = 'Fokker–Planck';
export const closedForm = 'closed form';
export const current = 'current J, rightwards above 0';
