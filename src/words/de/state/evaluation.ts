/** What is said where a measurement of a run failed. */
import { asSentence } from '../../../lib/numbers';

const of = (side: string) => side && ` von ${side}`;

/** @param side of Compare: "A"; empty in Train */
export const notMeasured = {
  samples: (side: string) => `Die Stichproben${of(side)} konnten nicht gemessen werden.`,
  floor: (side: string) => `Der bestmögliche Verlust${of(side)} konnte nicht berechnet werden.`,
  score: (side: string) => `Der Fehler des gelernten Scores${of(side)} konnte nicht gemessen werden.`,
};
export const trainingGoesOn = (why: string) => `${asSentence(why)} Das Training geht weiter.`;
