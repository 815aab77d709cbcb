/** First visit: fewer steps back. */

export const title = 'Weniger Schritte nehmen';
export const steps = ['1, dann 3, dann 20 Schritte zurück drücken.'];
export const look = 'Die Rolle, und wie weit sie von den Daten entfernt ist.';
export const outcome =
  'Das Netz ist jedes Mal dasselbe. Lange Schritte verlassen sich zu weit auf Schätzungen aus dem Rauschen; jeder weitere Schritt korrigiert sie, um den Preis einer weiteren Auswertung.';
