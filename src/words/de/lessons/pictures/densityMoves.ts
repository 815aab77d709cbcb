/** The surface of the density, integrated by the Fokker–Planck equation: controls, charts and the sentence that is computed. */

export const turn = 'Drehen';
export const tilt = 'Neigen';
export const pause = 'Fläche anhalten';
export const again = 'Neu integrieren';
export const goOn = 'Weiter integrieren';
export const oneRow = 'Eine Zeile weiter';
export const surfacePicture = 'Dichte als Fläche';
export const slicePicture = 'Dichte und Strom';

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
  `t = ${time}: Fokker-Planck ist ${distance} von der geschlossenen Form entfernt, bisher höchstens ${worst}; die Masse ist 1 ${sign} ${error}. Im letzten Einzelbild dauerte das Integrieren ${milliseconds} ms.`;

export const data = 't = 0, Daten';
export const density = 'Dichte';
export const fokkerPlanck = 'Fokker-Planck';
export const closedForm = 'geschlossene Form';
export const current = 'Strom J, über 0 nach rechts';
