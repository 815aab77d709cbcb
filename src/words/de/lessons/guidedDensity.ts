/** Guidance follows a field that is a score at each t by itself, and of no one distribution at all of them. */

export const title = 'Guidance ist kein Ziehen aus p(x)¹⁻ʷ p(x|c)ʷ';
export const steps = [
  '„Trainieren“ drücken. Gezogen wird nur der obere Mond, mit Guidance w = 4.',
  'Unter den Diagrammen „Mit exakter Guidance vergleichen“ drücken.',
  'Dann reparieren: Dasselbe Netz zieht noch einmal.',
];
export const look =
  'Wo die Stichproben neben dem oberen Mond liegen, und die drei Punktwolken: des Netzes, des exakten Guidance-Feldes und von p(x)¹⁻ʷ p(x|c)ʷ.';
export const outcome =
  'Die Monde überlappen sich kaum, also ist p(x)¹⁻ʷ p(x|c)ʷ der obere Mond selbst, wie groß w auch sei. Trotzdem sind die Stichproben mindestens 5-mal so weit von ihm entfernt wie mit w = 1. Bei starkem Rauschen überlappen sie sich durchaus, und dort stößt die [Guidance](term:guidance) vom anderen weg. Bei jedem t ist das Guidance-Feld der [Score](term:score) von p_t(x)¹⁻ʷ p_t(x|c)ʷ, aber diese Dichten sind nicht eine einzige Verteilung mit immer mehr Rauschen. Das exakte Feld endet am selben Ort: Ein Fehler des Netzes ist es nicht.';
export const repair = 'Guidance-Stärke auf 1 setzen';
