/** First visit: linear against cosine. */

export const title = 'Linear gegen Kosinus';
export const steps = [
  'Den Regler auf die Mitte zwischen Daten und Rauschen stellen.',
  'Dann auf ein Viertel und auf drei Viertel.',
];
export const look = 'Beide Bilder beim selben t: In einem ist von den Daten weniger übrig.';
export const outcome =
  'Ein Rauschplan sagt, wie schnell das Rauschen kommt. Linear zerstört die Daten früh und verbringt das letzte Drittel im Rauschen; Kosinus verteilt den Verlust gleichmäßig. Die Lektion „Warum Kosinus?“ misst, was das wert ist.';
