/** Betas made for 1000 steps, used with 20: sampling starts where training never was. */

export const title = 'Eine Kette, die das Rauschen nie erreicht';
export const steps = [
  'Den Regler auf Rauschen stellen und lesen, wie viel Signal dort übrig ist.',
  '„Trainieren“ drücken und beobachten, wo die Stichproben enden.',
  'Dann reparieren und noch einmal trainieren.',
];
export const look = 'Die Stichproben bei t = 0 und das rechte Ende der Bildfolge, wo das Ziehen beginnt.';
export const outcome =
  'Hos Betas sind für 1000 Schritte gemacht; mit 20 davon ist √ᾱ am Ende noch 0,9, sodass 82 % der Varianz [Signal](term:terminal-snr) sind. Das Netz lernt diese Kette, doch das Ziehen beginnt bei reinem Rauschen, das ihm das Training nie gezeigt hat: Die Stichproben enden mindestens 1,5-mal so weit von den Monden entfernt wie mit T = 200.';
export const repair = 'T auf 200 setzen und die Betas skalieren';
