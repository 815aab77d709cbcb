/** Why the cosine schedule was invented: where a schedule spends its steps. */

export const title = 'Warum Kosinus?';
export const steps = [
  'Ablesen, wo jeder Rauschplan seine Schritte verbraucht.',
  '10, 20, 50 und 200 Schritte zurück wählen und beide Fehler ablesen.',
  'Den ersten Teil des Rückwegs auslassen, bis zu 50 %.',
  'Dann unten „Qualität gegen Schritte“ drücken: dasselbe mit zwei trainierten Netzen.',
];
export const look =
  'Die Punkte, gleiche Schritte in t: wie viele dort liegen, wo von den Daten fast nichts übrig ist.';
export const outcome =
  'Der lineare Rauschplan zerstört die Daten früh: Auf halbem Weg sind 8 % der Varianz Signal, mit Kosinus 49 %. Er verbraucht 37 % seiner Schritte bei log SNR unter −4, wo das Ziehen nichts entscheidet, Kosinus 9 %. Mit dem exakten Entrauscher, sodass nur die Schritte den Fehler machen, ist linear bei 10, 20, 50 und 200 Schritten 1,5- bis 1,6-mal so weit von den Daten entfernt wie Kosinus. Ohne die ersten 40 % des Rückwegs ist linear bei 50 Schritten ebenso gut: 0,0110, der volle Kosinus 0,0119. Diese Schritte waren also verschwendet; Kosinus ohne seine ersten 50 % ist schlechter, 0,026. Das mitgelieferte Paar von Netzen mit eigenen Fehlern: In 10 DDIM-Schritten linear 0,013 und Kosinus 0,0081 von den Daten entfernt, in 200 linear 0,0013 und Kosinus 0,0017 (Energieabstand; echte Daten 0,00064), sodass linear dort nicht schlechter ist. Mit allen 1000 Schritten des exakten Entrauschers liegen beide innerhalb von 0,001: Wo es Schritte im Überfluss gibt, ist linear in der Praxis nicht schlechter.';
export const onImageSizes = 'über Rauschpläne und die Größe von Bildern';
