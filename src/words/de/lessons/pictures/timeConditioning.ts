/** How one network knows t: controls, charts and the sentence that is computed. */

export const names = {
  'scale-shift': 'Faktor und Verschiebung',
  add: 'Addition',
  concat: 'Verkettung',
  none: 'gar nicht',
  separate: 'je ein Netz',
};
type Kind = keyof typeof names;

const meanings: Readonly<Record<Kind, (networks: number) => string>> = {
  'scale-shift': () =>
    'Faktor und Verschiebung (scale-shift): Beide sind in jeder Schicht Funktionen von t (FiLM)',
  add: () => 'Addition: In jeder Schicht wird eine Funktion von t addiert',
  concat: () => 'Verkettung (concat): Die Einbettung von t steht als weiterer Eingang neben x',
  none: () => 'Gar nicht: Kein Eingang sagt, was t ist',
  separate: (networks) =>
    `Je ein Netz: ${networks} Netze, jedes für ein t, teilen sich die Gewichte und die Trainingspunkte des einen`,
};

export const knowsBy = 'Das Netz kennt t durch';
export const measuredPicture = 'Gemessen nach Konditionierung';
export const entersPicture = 'Wo t eingeht';

interface Measured {
  readonly kind: Kind;
  readonly networks: number;
  readonly weights: string;
  readonly distance: string;
  /** How many times as far as with scale and shift; null for that kind itself. */
  readonly ratio: string | null;
  readonly floor: string;
}
export const finding = ({ kind, networks, weights, distance, ratio, floor }: Measured) =>
  `${meanings[kind](networks)}. Mit insgesamt etwa ${weights} Gewichten endet das ${distance} von den Daten entfernt (Energieabstand, 3 Seeds)${ratio ? `, ${ratio}-mal so weit wie mit Faktor und Verschiebung` : ''}; echte Daten: ${floor}.`;

export const layers = ['Eingang', 'Block 1', 'Block 2', 'Ausgang'];
export const embedding = 'Einbettung von t';
export const scaleShift = 'Faktor, Verschiebung';
export const noInput = 't ist kein Eingang';
