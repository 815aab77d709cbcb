/** The chain at several numbers of steps beside its SDE: controls, charts and the sentence that is computed. */

export const steps = 'Schritte der Kette';
export const pathsPicture = 'Pfade der Kette';
export const errorPicture = 'Fehler über der Schrittzahl';

export const tooFew = (steps: number, beta: string, fewest: number) =>
  `Mit ${steps} Schritten wäre β am Ende ${beta}, und √(1 − β) hat keinen Wert: Diese Kette braucht mindestens ${fewest} Schritte.`;

interface Errors {
  readonly steps: number;
  readonly error: string;
  readonly times: string;
  readonly order: string;
  readonly beta: string;
  readonly rootError: string;
}
export const error = ({ steps, error, times, order, beta, rootError }: Errors) =>
  `${steps} Schritte: √ᾱ weicht von α der SDE um höchstens ${error} ab; bei doppelt so vielen Schritten ist der Fehler ${times}-mal kleiner, Ordnung ${order}. Am Ende ist β = ${beta}, wo √(1 − β) von 1 − β/2 um ${rootError} abweicht.`;

export const stepsOf = (steps: number) => `${steps} Schritte`;
export const noChain = (steps: number) => `keine Kette mit ${steps} Schritten`;
export const numberOfSteps = 'Schritte N';
export const largestError = 'größter Fehler von √ᾱ';
export const firstOrder = 'Ordnung 1';
