/** What the state of Compare says when something could not be done. */
import { asSentence } from '../../lib/numbers';

export const trainingGoesOn = (why: string) => `${asSentence(why)} Training goes on.`;
export const samplesNotMeasured = 'The samples could not be measured.';
export const modelsNotMeasured = 'The models could not be measured.';
export const guessesNotDrawn = 'The guesses could not be drawn.';
export const noWeights = 'The weights of these runs could not be fetched.';
export const resetBegins = (why: string) => `${why} Reset begins new ones.`;
