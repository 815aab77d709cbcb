/** How one network knows t: four kinds of conditioning, and one network for each t. */

export const title = 'Woher das Netz t kennt';
export const steps = [
  'Jede Möglichkeit drücken, wie ein Netz t erfahren kann, und ablesen, wo es endet.',
  'Ein Netz für alle t mit einem Netz für jedes vergleichen.',
  'Dann unten „Beide trainieren“ drücken: concat als A, scale-shift als B.',
];
export const look = 'Die Abstände bei insgesamt gleich vielen Gewichten, jeder mit drei Seeds trainiert.';
export const outcome =
  'Dasselbe x braucht bei jedem t eine andere Antwort, und das Netz muss wissen, welche. Faktor und Verschiebung jeder Schicht als Funktionen von t (FiLM), eine in jeder Schicht addierte Funktion von t und die Einbettung von t neben x enden 0,0037, 0,0042 und 0,0051 von den Daten entfernt (T = 20, 1000 Schritte, 3 Seeds; echte Daten 0,00064): Bei diesem Netz zählt weniger, wie t eingeht, als dass es eingeht. Ohne t ist der Abstand 0,054, das 15-Fache dessen mit Faktor und Verschiebung. Ein Netz für jedes t ist das, was die Kette verlangt, und es endet bei 0,033, wenn sich alle 20 die 16.210 Gewichte und die Trainingspunkte des einen teilen: 9,1-mal so weit. Ein Netz mit t als Parameter lernt einmal, was benachbarte Schritte gemeinsam haben, aus den Punkten aller.';
