/** The gallery of runs to begin with and models that ship. */
import { count } from '../../lib/numbers';

export const title = 'Galerie';
export const intro = 'Ein Klick öffnet. Nichts Trainiertes geht verloren.';
export const toTrain = 'Zum Trainieren';
export const trained = 'Trainierte Modelle';
export const close = 'Schließen';

interface Entry {
  readonly title: string;
  /** What to expect, or to look at. */
  readonly expect: string;
}

export const runs: Readonly<Record<string, Entry>> = {
  moons: {
    title: 'Zwei Monde',
    expect: 'Zwei Bögen, die ineinandergreifen: Bleibt die Lücke zwischen ihnen frei?',
  },
  'swiss-roll': {
    title: 'Swiss Roll',
    expect: 'Eine dünne aufgerollte Linie: Nachbarn in der Ebene liegen auf ihr weit auseinander.',
  },
  'gaussians-8': {
    title: 'Acht Gaußverteilungen',
    expect: 'Acht Haufen auf einem Ring: Jeder erhält seinen Anteil, und dazwischen liegt nichts.',
  },
  'gaussians-25': { title: '25 Gaußverteilungen', expect: 'Ein Gitter aus 25 Haufen: Werden alle gefunden?' },
  checkerboard: {
    title: 'Schachbrett',
    expect: 'Harte Kanten, denen sich ein glattes Netz nur nähern kann.',
  },
  pinwheel: { title: 'Windrad', expect: 'Fünf gebogene Arme, die sich in der Mitte treffen.' },
  'spiral-flow': {
    title: 'Spirale, mit Flow Matching',
    expect: 'Ein anderer Prozess: gerade Wege und eine Geschwindigkeit anstelle von Rauschstufen.',
  },
  text: {
    title: 'Ein eigenes Wort',
    expect: 'Die Buchstaben werden zu Punkten. Vor dem Training lässt sich ein anderes Wort eingeben.',
  },
};

export const models: Readonly<Record<string, Entry>> = {
  'mnist-classes': {
    title: 'Ziffern nach Wahl',
    expect: 'Ein U-Net mit Klassen: Ziffer und Stärke der Guidance wählen.',
  },
  'mnist-cosine': { title: 'Ziffern, Kosinus-Rauschplan', expect: 'Handgeschriebene Ziffern aus Rauschen.' },
  'mnist-linear': {
    title: 'Ziffern, linearer Rauschplan',
    expect: 'Dasselbe Netz und dieselben Daten mit dem anderen Rauschplan, zum Vergleichen.',
  },
  'fashion-mnist-cosine': { title: 'Kleidung', expect: 'Hemden, Schuhe und Taschen mit 28 × 28 Pixeln.' },
  'flowers-cosine': {
    title: 'Blumen, in Farbe',
    expect: 'Gärten mit 32 × 32 Pixeln: acht Arten zur Wahl, bei wechselndem Licht und Wetter.',
  },
  'swiss-roll-cosine': {
    title: 'Swiss Roll, Kosinus',
    expect: 'Punkte: Sampler und Schritte ändern und das Ergebnis sofort sehen.',
  },
  'swiss-roll-linear': {
    title: 'Swiss Roll, linear',
    expect: 'Das Gegenstück zum vorigen, mit dem linearen Rauschplan.',
  },
};

/** @param ratio distance of the samples over that of real data */
export const measured = (steps: number, ratio: string, n: number) =>
  `Nach ${count(steps)} Schritten ${ratio}-mal so weit von den Daten entfernt wie andere echte Daten (ein Lauf, n = ${count(n)}).`;
export const measuring = 'Gemessen wird, wie lange ein Lauf auf diesem Gerät dauert …';
export const unknownTime = 'Wie lange ein Lauf auf diesem Gerät dauert, ist noch nicht bekannt.';
export const timeHere = (time: string) => `${time} auf diesem Gerät.`;
export const opensAtOnce = 'Bereits trainiert.';
