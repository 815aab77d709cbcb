/** The offer of a new version. */

export const newVersion = 'Eine neue Version dieser Seite liegt bereit.';
export const whenItComes =
  'Sie kommt jetzt durch Neuladen oder von selbst, sobald alle Tabs dieser Seite geschlossen sind. Gespeicherte Läufe bleiben.';
export const reload = 'Neu laden';
