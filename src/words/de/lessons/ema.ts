/** A moving average of the weights. */

export const title = 'EMA: ein Mittelwert der Gewichte';
export const steps = [
  'Den Faktor wählen und den Mittelwert eines verrauschten Gewichts beobachten, mit Warm-up und ohne.',
  'Unten „Trainieren“ drücken: Die Lernrate bleibt hoch, und es ziehen die neuesten Gewichte.',
  'Dann reparieren und noch einmal trainieren: Jetzt zieht der Mittelwert.',
];
export const look = 'Wie stark der Mittelwert noch schwankt, und wie spät er folgt.';
export const outcome =
  'Bei konstanter Lernrate bewegt jeder Batch die Gewichte von Neuem, und sie kommen nie zur Ruhe. Der Mittelwert w̄ ← d w̄ + (1 − d) w vergisst einzelne Batches und folgt dem Trend: Im Beispiel bewegt er sich mit Faktor 0,99 um das 0,30-Fache des Gewichts, mit 0,999 um das 0,10-Fache. Der Preis ist, dass er spät folgt: Mit Faktor 0,999 stammt die Hälfte von ihm aus den letzten 693 Schritten. Darum beginnt er mit einem Warm-up, mit Faktor (1 + n)/(10 + n) im Schritt n, bis dieser Wert d erreicht; sonst enthält er noch den untrainierten Anfang. Gemessen nach 1500 Schritten bei einer konstanten Lernrate von 0,01 (3 Seeds; echte Daten 0,00064): Die neuesten Gewichte enden in einem Abstand von 0,019 von den Daten, Mittelwerte mit Faktor 0,9 bei 0,0034, mit 0,99 bei 0,0010 und mit 0,999 bei 0,0011, und mit 0,999 ohne Warm-up bei 0,0060. Eine Lernrate, die auf 0 fällt, leistet einen Teil derselben Arbeit.';
export const repair = 'Mit Faktor 0,999 mitteln';
