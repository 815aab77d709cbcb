/** What the state of Compare says when something could not be done. */
import { asSentence } from '../../../lib/numbers';

export const trainingGoesOn = (why: string) => `${asSentence(why)} Das Training geht weiter.`;
export const samplesNotMeasured = 'Die Stichproben konnten nicht gemessen werden.';
export const modelsNotMeasured = 'Die Modelle konnten nicht gemessen werden.';
export const guessesNotDrawn = 'Die Vorhersagen konnten nicht berechnet werden.';
export const noWeights = 'Die Gewichte dieser Läufe konnten nicht geholt werden.';
export const resetBegins = (why: string) => `${why} „Zurücksetzen“ beginnt neue.`;
