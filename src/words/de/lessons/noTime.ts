/** One network for all times needs the time: without it, it predicts an average over all noise levels. */

export const title = 'Ein Netz ohne Zeitkonditionierung';
export const steps = [
  '„Trainieren“ drücken.',
  'Den Verlust mit seiner Untergrenze vergleichen.',
  'Dann reparieren und noch einmal trainieren.',
];
export const look = 'Der Abstand des Verlusts von seiner Untergrenze und die Form der Stichproben.';
export const outcome =
  'Derselbe Punkt braucht bei starkem Rauschen eine große Korrektur und bei schwachem eine kleine. Ohne t lernt das Netz einen Mittelwert aus beiden: Der Verlust bleibt mindestens 10 % über dem desselben Netzes mit t, und die Stichproben bleiben verwaschen, mindestens dreimal so weit von den Daten entfernt.';
export const repair = 'Zeitkonditionierung auf scale-shift setzen';
