/** First visit: one guess of a trained network, and many. */

export const title = 'Ein trainiertes Netz einmal fragen, dann oft';
export const steps = [
  'Ansehen, was eine Auswertung des Netzes aus reinem Rauschen macht.',
  '5 drücken, dann 25.',
];
export const look = 'Die Ziffern, und wie weit die ausgewählte von jedem Trainingsbild entfernt ist.';
export const outcome =
  'Aus reinem Rauschen kann das Netz nur einen Mittelwert aller Ziffern vorhersagen, und wo fast kein Signal übrig ist, ist diese Vorhersage grob. Ein kleiner Schritt auf sie zu und von dort eine weitere, besser begründete Schätzung: Das wiederholt das Ziehen.';
