/** The files of a run in Train: what cannot be saved. */

export const noImages = 'Bilder öffnen oder einen Datensatz wählen.';
export const noModel = 'Es gibt noch kein trainiertes Modell.';
export const trainOrOpen = 'Zum Speichern eines trainieren oder öffnen.';
export const samplesFailed = 'Die Stichproben konnten nicht gezogen werden.';
export const noData = 'Es gibt keine Daten zum Speichern.';
export const modelFailed = 'Das Modell konnte nicht gespeichert werden.';
export const networkFailed = 'Das Netz konnte nicht gespeichert werden.';
export const codeFailed = 'Der Code konnte nicht gespeichert werden.';
export const linkFailed = 'Zu diesem Modell gibt es keinen Link.';
export const drawingSamples = 'Die Stichproben der Datei werden gezogen';
export const cancel = 'Abbrechen';
