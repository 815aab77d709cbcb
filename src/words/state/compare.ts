/** What the state of Compare says when something could not be done. */

export const stepsNotMeasured = 'Quality against steps of sampling could not be measured.';
export const skipsNotMeasured = 'Quality against skipped steps could not be measured.';
export const pairNotMeasured = 'The quality of A and B could not be measured.';
export const guessesNotDrawn = 'The guesses could not be drawn.';
export const noWeights = 'The weights of these runs could not be fetched.';
export const resetBegins = (why: string) => `${why} Reset begins new ones.`;
