/** Steps that overshoot the minimum. */

export const title = 'Eine zu hohe Lernrate';
export const steps = ['„Trainieren“ drücken.', 'Dann reparieren und noch einmal trainieren.'];
export const look = 'Der Verlust neben seiner Untergrenze.';
export const outcome =
  'Jeder Schritt schießt über das Minimum hinaus, auf das er zielt. Der Verlust springt in den ersten Schritten und endet über 1, dem Verlust, wenn man 0 vorhersagt; die Stichproben nehmen nie die Form der Daten an.';
export const repair = 'Lernrate auf 0,002 setzen';
