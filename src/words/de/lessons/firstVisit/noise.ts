/** First visit: noise a digit. */

export const title = 'Eine Ziffer verrauschen';
export const steps = ['Den Regler von den Daten zum Rauschen und zurück ziehen.'];
export const look = 'Die Reihe von Ziffern: zu jeder Zeit dieselbe, mit immer mehr Rauschen.';
export const outcome =
  'Jeder der T Schritte schwächt das Bild ein wenig ab und fügt ein wenig Rauschen hinzu. Gelernt wird hier nichts: Der Weg zum Rauschen liegt fest. Ein Diffusionsmodell lernt den Weg zurück.';
