/** The same network with three sampling steps and with twenty. */

export const title = 'Zu wenige Ziehschritte';
export const steps = [
  '„Trainieren“ drücken.',
  'Danach unter dem Regler „Sampler vergleichen“ drücken.',
  'Dann reparieren: Dasselbe Netz zieht sofort noch einmal.',
];
export const look = 'Die Stichproben aus drei Schritten neben denen aus zwanzig, aus demselben Rauschen.';
export const outcome =
  'Das Netz mag gut sein, drei Schritte sind zu wenig: Die Vorhersage x̂₀ aus reinem Rauschen ist für alle Stichproben fast gleich, und jeder lange Schritt verlässt sich zu weit auf sie. Zwanzig Schritte desselben Netzes kommen mindestens 2,5-mal näher an die Daten.';
export const repair = 'Mit 20 Schritten ziehen';
