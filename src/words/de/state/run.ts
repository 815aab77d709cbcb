/** What the state of runs says: what a command could not do, and what a run needs. */

export const trainerFailed = 'Das Training konnte dies nicht ausführen.';
export const notLost = (why: string) =>
  `${why} Das bisherige Training ist nicht verloren; es noch einmal versuchen.`;
export const noWeights = 'Die Gewichte dieses Laufs konnten nicht geholt werden.';
export const resetBegins = (why: string) => `${why} „Zurücksetzen“ beginnt einen neuen Lauf.`;

export const nothingToLearn = 'Es gibt noch nichts zu lernen.';
/** How to provide data of one's own, by data set. */
export const provide = {
  csv: 'Eine Datei mit „Daten öffnen“ öffnen',
  drawn: 'Mit „Zeichnen“ eine Zeichnung anfertigen',
  images: 'Bilder mit „Daten öffnen“ oder „Ordner öffnen“ öffnen, hineinziehen oder einfügen',
};
export const orOtherData = (how: string) => `${how} oder einen anderen Datensatz wählen.`;
