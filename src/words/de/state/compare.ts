/** What the state of Compare says when something could not be done. */

export const stepsNotMeasured = 'Die Qualität gegen die Zahl der Ziehschritte konnte nicht gemessen werden.';
export const skipsNotMeasured = 'Die Qualität gegen ausgelassene Schritte konnte nicht gemessen werden.';
export const pairNotMeasured = 'Die Qualität von A und B konnte nicht gemessen werden.';
export const guessesNotDrawn = 'Die Vorhersagen konnten nicht berechnet werden.';
export const noWeights = 'Die Gewichte dieser Läufe konnten nicht geholt werden.';
export const resetBegins = (why: string) => `${why} „Zurücksetzen“ beginnt neue.`;
