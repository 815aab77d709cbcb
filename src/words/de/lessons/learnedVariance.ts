/** The variance of a reverse step as a second output of the network. */

export const title = 'Gelernte Varianz';
export const steps = [
  'Die Schritte der Kette wählen und sehen, wo zwischen β̃ und β die beste Varianz liegt.',
  'Unten „Trainieren“ drücken: 5 Schritte zurück mit der festen Varianz β̃.',
  'Dann reparieren, noch einmal trainieren und „Schranke auswerten“ drücken: Dort stehen alle drei.',
];
export const look = 'Wie weit die beiden festen Varianzen auseinanderliegen, und was jede kostet.';
export const outcome =
  'β̃ ist die Varianz eines Rückwärtsschritts bei bekanntem x₀, β die, die der Vorwärtsschritt hinzugefügt hat; die beste liegt dazwischen und hängt von den Daten ab. Mit 1000 Schritten liegt β̃/β in 99 % von ihnen über 0,9, mit 5 in 1 von 4. Im Beispiel kostet β̃ in 5 Schritten 0,60 Nats der Schranke und β 0,005, in 50 Schritten 0,70 und 0,026. Ein Netz mit einem zweiten Ausgang lernt v in log σ² = v log β + (1 − v) log β̃, mit dem Verlust L_simple + 0,001 L_vlb. Gemessen mit T = 50 an einem Netz: 0,826 Nats je Dimension mit der gelernten Varianz, 0,882 mit β und 1,44 mit β̃. In 5 Schritten zieht β̃ 3,2-mal so weit von den Daten entfernt wie die gelernte Varianz, in 50 ziehen alle drei gleich gut; in 5 zieht β ein wenig näher als die gelernte, denn eine gute Schranke und gute Stichproben sind nicht dasselbe.';
export const repair = 'Die Varianz lernen';
