/** The reverse SDE, with parts of it left out, and one step of it by Bayes. */

export const title = 'Zurück in der Zeit: die Rückwärts-SDE';
export const steps = [
  'Nacheinander wählen, was in der Drift und was im Rauschen steht.',
  'Den Abstand von den Daten mit dem von frischen Daten vergleichen.',
  'Dann den Schritt δ verkleinern und sehen, wie Bayes’ A-posteriori-Verteilung zur Gaußverteilung wird.',
];
export const look =
  'Wo die Pfade rechts, bei den Daten, enden, und die beiden Kurven eines kleinen Schritts.';
export const outcome =
  'Die Summe der [Fokker-Planck-Gleichungen](term:fokker-planck) für Hin- und Rückweg ergibt dx = [f − g² ∇log p] dt + g dw: den ganzen [Score](term:score) mit dem Rauschen, die [Rückwärts-SDE](term:reverse-sde). Der halbe Score ohne Rauschen, die [DGL](term:probability-flow-ode), hat dasselbe p_t. Der ganze Score ohne Rauschen ist zu viel: Jede Stichprobe läuft zum schwereren Gipfel. Ganz ohne Score bleibt die rückwärts durchlaufene Vorwärtsdrift, die nur wächst: Die Standardabweichung von x endet über 200 statt bei 1. Nach Bayes ist p(x_t | x_{t+δ}) dieselbe Gaußverteilung bis auf eine Totalvariation von 0,026 für δ = 0,1, 0,0050 für 0,01 und 0,00056 für 0,001 (bei t = 0,3, x = 0,4). Kleine Schritte dürfen also gaußsch sein, lange nicht.';
