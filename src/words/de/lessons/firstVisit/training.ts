/** First visit: train on points. */

export const title = 'Ein Netz mit Punkten trainieren';
export const steps = ['„Trainieren“ drücken und einige Sekunden zusehen.'];
export const look = 'Die Stichproben, die zu zwei Monden werden, und der Satz über sie.';
export const outcome =
  'In jedem Schritt sieht das Netz verrauschte Punkte und sagt das Rauschen darin vorher. Der Verlust fällt bald nur noch wenig, denn den größten Teil davon kann kein Netz vermeiden; die Stichproben werden weiter besser.';
