/** What the session of the Sample view says when something could not be done. */
import { asSentence, count } from '../../../lib/numbers';

export const modelNotOpened = 'Das Modell konnte nicht geöffnet werden.';
export const galleryNotLoaded = 'Die Liste der Modelle konnte nicht geladen werden.';
export const openOwn = (why: string) => `${why} Ein eigenes Modell öffnen.`;
export const linkNames = (id: string) => `Der Link nennt das Modell „${id}“.`;
export const shownInstead = (model: string) => `Es ist nicht hier; stattdessen erscheint ${model}.`;
export const samplesOfLink = (n: number) => `Der Link verlangt ${count(n)} Stichproben.`;
export const mostSamples = (n: number) =>
  `Von diesem Modell werden höchstens ${count(n)} auf einmal gezogen.`;
export const noModelReady = 'noch kein Modell ist zum Ziehen bereit';
export const samplesStay = 'Was zuvor gezogen wurde, bleibt.';
export const sampleAgain = '„Ziehen“ startet es wieder.';
export const notMeasured = 'Die Stichproben konnten nicht gemessen werden.';
export const samplingGoesOn = (why: string) => `${asSentence(why)} Das Ziehen geht weiter.`;
export const stepsNotCompared = 'Die Schrittzahlen konnten nicht verglichen werden.';
export const samplerNotMeasured = 'Der Sampler konnte nicht gemessen werden.';
export const notFinite = (broken: number, n: number) => ({
  message: `${broken} von ${n} Stichproben sind nicht endlich: die Ausgabe des Netzes hat den Bereich von float32 verlassen.`,
  hint: 'x̂₀ begrenzen, mehr Schritte oder einen anderen Sampler wählen oder ein anderes Modell öffnen. Die früheren Stichproben bleiben.',
});
