/** The saved report of a comparison. */

export const title = (a: string, b: string) => `${a[0].toUpperCase()}${a.slice(1)} gegen ${b}`;
export const titleWithData = (a: string, b: string, data: string) => `${title(a, b)}: ${data}`;
export const notMeasured = 'Die Qualität gegen die Zahl der Ziehschritte wurde nicht gemessen.';
export const links = 'Links';
export const openComparison = 'Diesen Vergleich öffnen';
export const openAlone = (side: string) => `${side} allein öffnen`;
export const noLink = (side: string) => `${side} stammt aus einer Datei und hat keinen Link`;
export const weightsOfRun = (side: string) =>
  `Die Gewichte von ${side} stammen aus einem Lauf des Browsers, der diesen Bericht gespeichert hat. Die Links enthalten nur die Einstellungen, mit denen sich ${side} neu trainieren lässt.`;
export const samplesOf = (name: string) => `Stichproben von ${name}`;
export const realData = 'Echte Daten';
export const comparison = 'Vergleich';
/** @param difference of the scores, written */
export const isBetter = (difference: string, side: string) => `${difference}: ${side} ist besser`;
export const floorOf = (floor: string) => `Untergrenze ${floor}`;
export const guessesOf = (side: string) => `Vorhersagen von ${side} über die Ziehschritte`;
export const signal = 'Signal, Anteil an der Varianz, über die Zeit';
export const signalAxis = 'Zeit, von Daten zu Rauschen';
export const loss = 'Geglätteter Trainingsverlust';
export const lossAxis = 'Trainingsschritt';
export const settings = 'Einstellungen';
export const setting = 'Einstellung';
