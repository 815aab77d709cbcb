/** First visit: linear against cosine. */

export const title = 'Linear gegen Kosinus';
export const steps = [
  'Den Regler auf die Mitte zwischen Daten und Rauschen stellen.',
  'Dann auf ein Viertel und auf drei Viertel.',
];
export const look = 'Beide Bilder beim selben t: In einem ist von den Daten weniger übrig.';
export const outcome =
  'Ein Rauschplan sagt, wie schnell das Rauschen kommt. Mit linear kommt es früh, und das letzte Drittel ist Rauschen; mit Kosinus kommt es gleichmäßig. Die Lektion „Warum Kosinus?“ misst, was das wert ist.';
