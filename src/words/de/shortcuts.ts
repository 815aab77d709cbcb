/** The keyboard shortcuts, the dialog that lists them, and what the page says about itself there. */

export const keyboard = 'Tastatur';
export const inEveryView = 'In jeder Ansicht';
export const inView = (view: string) => `In „${view}“`;
export const singleKeys = 'Tastenkürzel aus einer Taste';
export const glossary = 'Begriffe';
export const close = 'Schließen';

export const keys = { space: 'Leertaste', ends: 'Pos1, Ende', views: '1 bis 4', undo: 'Strg+Z' };
export const does = {
  play: 'Animation abspielen oder anhalten',
  step: 'ein Zeitschritt; mit Umschalttaste ein Zehntel der Achse',
  ends: 'zu den Daten, zum reinen Rauschen',
  view: 'Ansicht wechseln',
  train: 'trainieren, anhalten oder fortsetzen',
  trainingStep: 'ein Trainingsschritt',
  undo: 'Änderung der Einstellungen zurücknehmen; Strg+Umschalt+Z oder Strg+Y stellt sie wieder her',
  sample: 'mit diesen Einstellungen ziehen',
  newSeed: 'mit neuem Seed ziehen',
  gallery: 'die Galerie der Läufe und trainierten Modelle öffnen',
  list: 'diese Liste zeigen',
};

export const undone = (settings: string) => `Zurückgenommen: ${settings}.`;
export const redone = (settings: string) => `Wiederhergestellt: ${settings}.`;
