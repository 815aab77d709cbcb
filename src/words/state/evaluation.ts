/** What is said where a measurement of a run failed. */
import { asSentence } from '../../lib/numbers';

const of = (side: string) => side && ` of ${side}`;

/** @param side of Compare: "A"; empty in Train */
export const notMeasured = {
  samples: (side: string) => `The samples${of(side)} could not be measured.`,
  floor: (side: string) => `The best possible loss${of(side)} could not be computed.`,
  score: (side: string) => `The error of the learned score${of(side)} could not be measured.`,
};
export const trainingGoesOn = (why: string) => `${asSentence(why)} Training goes on.`;
