/** The score is learned where noised data fall, and nowhere else. */

export const title = 'Wo keine Daten sind, ist der Score falsch';
export const steps = [
  '„Trainieren“ drücken.',
  'Den Regler in die Nähe von t = 20 stellen.',
  'Dann den Regler zum Rauschen hin schieben, wo sich die Daten ausbreiten, und die Fehlerkarte beobachten.',
];
export const look = 'Die Fehlerkarte: der quadrierte Fehler des gelernten ε an jedem Punkt der Ebene.';
export const outcome =
  'Das Training hat dem Netz nur Punkte gezeigt, auf die verrauschte Daten fallen. Dort ist der Fehler klein; in der Mitte des Rings sind Trainingspunkte selten, und der Fehler bei t = 20 ist mindestens 10-mal so groß. Deshalb braucht es viele Rauschstufen: Mit mehr Rauschen füllen die Daten die Ebene.';
