/** Sentences of several views about a run, its samples and their quality. */
import { count, decimal, figure, percent, plural } from '../../lib/numbers';

export const inLine = (label: string) => label;
export const ofClass = (name: string | number) => `Klasse ${name}`;
export const classOf = (drawn: string, data: string) => `${drawn} (${data})`;

export const transformer = (network: string, patch: number) => `${network}, Patches von ${patch}`;

export const noProcess = 'Diese Einstellungen ergeben keinen Prozess.';
export const phrases = {
  samples: 'Rauschfrei: das sind die Stichproben.',
  noise: 'Nichts als Rauschen.',
  mostlyNoise: 'Überwiegend Rauschen: hier entscheidet sich die grobe Form.',
  mostlySignal: 'Mehr Signal als Rauschen: hier entscheidet sich die feinere Form.',
  details: 'Fast kein Rauschen: hier entscheiden sich die Einzelheiten.',
};
export const signal = 'Signal';
export const noise = 'Rauschen';
export const data = 'Daten';
export const timeAndSignal = (t: string, end: number, share: number | null) =>
  `t = ${t} von ${end}${share === null ? '' : `, ${percent(share, 0)} Signal`}`;

export const squaredErrorOf = (symbol: string) => `mittlerer quadratischer Fehler von ${symbol}`;

export const weightedSquaredErrorOf = (symbol: string) =>
  `gewichteter mittlerer quadratischer Fehler von ${symbol}`;
export const withBound = (unit: string) => `${unit} + 0,001 L_vlb`;

export const fixes = {
  scaleBetas: (T: number) => `Die β mit 1000/${T} multiplizieren`,
  cosine: 'Kosinus-Rauschplan wählen',
  zeroTerminalSnr: 'Auf SNR null am Ende umskalieren',
  moreSteps: 'T = 1000 wählen',
  sigmaMax: 'σ_max = 50 wählen',
  betaMax: 'β_max = 20 wählen',
};
export const signalLeft = (share: number, time: number) =>
  `${percent(share)} der Varianz bei t = ${time} sind Signal.`;
export const endsInNoise = 'Endet im Rauschen.';
export const endsWithTraces = 'Endet im Rauschen, mit Spuren der Daten.';
export const doesNotEnd = 'Endet nicht im Rauschen.';
export const neverShown = (left: string) =>
  `${left} Das Ziehen begänne mit reinem Rauschen, das im Training nie vorkam.`;

export const preparing = 'Der Trainer startet, das Netz wird angelegt.';
export const firstSamples = {
  present: (share: number) => `Stichproben der jetzigen Gewichte: ${percent(share, 0)} gezogen.`,
  opened: (share: number) => `Stichproben des geöffneten Modells: ${percent(share, 0)} gezogen.`,
  untrained: (share: number) => `Stichproben des untrainierten Netzes: ${percent(share, 0)} gezogen.`,
};
export const compilingStep = (done: number, total: number) =>
  `Die Shader des ersten Trainingsschritts werden übersetzt: ${done} von ${total} fertig.`;
export const compilingLongest = 'Shader werden übersetzt: der erste Lauf auf einem Gerät dauert am längsten.';
export const firstWorkLonger = 'Die erste Rechnung eines Laufs dauert länger als alle weiteren.';
export const samplesDone = (share: number) => `erste Stichproben zu ${percent(share, 0)} gezogen`;
export const shadersDone = (done: number, total: number) => `${done} von ${total} Shadern fertig`;

export const besideText = (floor: number, spread: number | null, n: number) =>
  `Untergrenze ${figure(floor)}${spread === null ? '' : ` ± ${decimal(+spread.toPrecision(2))}`} (echte gegen echte Daten), n = ${count(n)}`;
export const tooFew = (n: number) =>
  `${count(n)} ${plural(n, { one: 'Bild', other: 'Bilder' })}: zu wenige, um die Qualität zu messen`;
export const timesAsFar = (times: string) => `${times}-mal so weit entfernt wie echte Daten`;
export const floorIs = (floor: number, fresh: boolean) =>
  `Untergrenze ${figure(floor)}${fresh ? ' für frische Daten' : ''}`;
export const noLosses = 'Noch keine Verluste.';
export const lossSummary = (loss: number, step: number, floor: number | null, fresh: boolean) =>
  `Verlust ${figure(loss)} bei Schritt ${count(step)}${floor === null ? '' : `, ${floorIs(floor, fresh)}`}.`;

export const images = {
  noun: ['Bild', 'Bilder'] as readonly [string, string],
  measure: 'Fréchet-Abstand',
  measureInFull: 'Fréchet-Abstand in den Merkmalen eines Klassifikators',
  far: 'weit von echten Bildern entfernt',
  confident: (share: number, ofReal: number) =>
    `Klassifikator sicher (> 0,8) bei ${percent(share)}, bei echten Bildern ${percent(ofReal)}`,
  unmeasured: 'nicht gemessen',
  unmeasuredInFull: 'nicht gemessen: kein Klassifikator kennt diese Bilder',
};
export const points = {
  noun: ['Punkt', 'Punkte'] as readonly [string, string],
  measure: 'Energieabstand',
  second: (value: number, floor: number, spread: number | null) =>
    `Sliced W₁ ${figure(value)}, Untergrenze ${figure(floor)}${spread === null ? '' : ` ± ${figure(spread, 2)}`}`,
};
export const noImages = 'es gibt noch keine Bilder';
