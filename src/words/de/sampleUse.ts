/** What one does with a model in the Sample view: inpaint, edit, upscale, interpolate, classify. */
import { count, joined, plural } from '../../lib/numbers';
import type { Accuracy } from '../sampleUse';

const evaluations = (n: number) =>
  `${count(n)} ${plural(n, { one: 'Netzauswertung', other: 'Netzauswertungen' })}`;
const samples = (n: number) => `${count(n)} ${plural(n, { one: 'Stichprobe', other: 'Stichproben' })}`;
/** „ der Klasse 7“: the classes that are drawn, each once; nothing where none is. */
const ofClasses = (names: readonly string[]) =>
  names.length === 0
    ? ''
    : ` der ${plural(names.length, { one: 'Klasse', other: 'Klassen' })} ${joined(names)}`;

export const noSamplesYet = 'Dies beginnt, sobald das Modell seine ersten Stichproben gezogen hat.';
export const waitsForSamples = 'Wartet, bis die Stichproben oben gezogen sind.';
export const drawing = 'Ziehen';
export const cancel = 'Abbrechen';
export const noneYet = 'Noch keine.';

export const padKeys = (label: string) =>
  `${label}. Pfeiltasten bewegen, die Leertaste zeichnet, Umschalt mit einem Pfeil zeichnet eine Linie.`;
export const blank = 'Leer';
export const selectedSample = 'Gewählte Stichprobe';
/** @param one of the images: "digit" */
export const nextTestImage = (one: string) => `Nächstes Testbild (${one})`;
export const brush = 'Pinsel';
export const brushes = { hide: 'Verdecken', show: 'Aufdecken', ink: 'Zeichnen' };
export const erase = 'Radieren';
export const width = 'Breite';
export const brushWidth = 'Breite des Pinsels';
export const brushColour = 'Farbe des Pinsels';
export const undo = 'Rückgängig';

export const imageToInpaint = 'Das Bild für das Inpainting';
export const hideLabel = 'Verdecken:';
export const halves = {
  right: 'rechte Hälfte',
  lower: 'untere Hälfte',
  centre: 'Mitte',
  whole: 'ganzes Bild',
};
export const hidePart = (part: string) => `Verdecken: ${part}`;
export const hideFirst =
  'Verdecken, was das Modell zeichnen soll. Um einen Teil selbst zu zeichnen, das ganze Bild verdecken und dann zeichnen.';
export const hiddenPixels = (hidden: number, all: number) =>
  `${count(hidden)} von ${all} Pixeln ${plural(hidden, { one: 'ist', other: 'sind' })} verdeckt. Die anderen bleiben, wie sie sind, Bit für Bit.`;
export const resamplings = 'Wiederholungen';
export const noResampling = (nfe: number) =>
  `Der bekannte Teil wird auf jeder Rauschstufe eingesetzt, mehr nicht. ${evaluations(nfe)} je Stichprobe.`;
export const resampled = (levels: number, times: number, nfe: number) =>
  `Jeder Abschnitt von ${levels} Rauschstufen wird ${times}-mal durchlaufen, damit beide Teile zueinander passen (RePaint). ${evaluations(nfe)} je Stichprobe.`;
export const inpaintVariations = (n: number) => `Inpainting, ${n} Varianten`;
export const drawnClass = 'Hier gezogene Klasse';
export const settingsInTurn = 'Wie in den Einstellungen: alle der Reihe nach';
export const settingsClass = (name: string) => `Wie in den Einstellungen: ${name}`;
export const noClass = 'keine';
export const noClassChosen = 'Keine bestimmte';
export const noReduction = (height: number, width: number) =>
  `Bilder aus ${height} × ${width} Pixeln lassen sich nicht verkleinern: Kein Faktor teilt beide Seiten.`;
export const variationsAppear = 'Hier erscheinen die Varianten.';
export const inpainted = 'Die Varianten des Inpaintings';
export const inpaintedSummary = (n: number, classes: readonly string[], seed: number) =>
  `${n} Varianten${ofClasses(classes)}, Seed ${seed}`;

export const drawingToEdit = 'Die Zeichnung zum Bearbeiten';
export const editHelp =
  'Grob zeichnen, was entstehen soll. Rauschen verdeckt die Einzelheiten, und das Modell zeichnet neue: je mehr Rauschen, desto mehr gleicht das Ergebnis den Daten des Modells und desto weniger der Zeichnung.';
export const strength = 'Stärke';
export const classCaption = (name: string) => `Klasse ${name}`;
/** @param name of the class, where one is drawn */
export const strengthCaption = (value: string, name?: string) =>
  name === undefined ? `Stärke ${value}` : `${value}, ${classCaption(name)}`;
export const noNoise = 'Kein Rauschen kommt hinzu: die Zeichnung bleibt, wie sie ist.';
export const beginsAt = (sampler: string, noise: string, nfe: number) =>
  `${sampler} beginnt dort, wo ${noise} der Varianz Rauschen sind: ${evaluations(nfe)} je Stichprobe.`;
export const editVariations = (n: number) => `Bearbeiten, ${n} Varianten`;
/** @param mixed true where the variations are of all classes in turn, which a strip of one sample a strength is not */
export const stripOverStrengths = (mixed: boolean) =>
  `Reihe über die Stärken${mixed ? ', keine bestimmte Klasse' : ''}`;
export const editedAppear = 'Hier erscheinen die bearbeiteten Stichproben.';
export const edited = 'Die bearbeiteten Stichproben';
export const editedSummary = (n: number, classes: readonly string[], strengths: string, seed: number) =>
  `${samples(n)}${ofClasses(classes)}, Stärken ${strengths}, Seed ${seed}`;

export const imageToReduce = 'Das Bild zum Verkleinern';
export const reduceBy = 'Pixel je Seite eines Blocks:';
export const reduceTo = (height: number, width: number) => `Verkleinert auf ${height} × ${width}`;
export const onlyGrey = 'Nur die Helligkeit: das Modell zeichnet die Farben';
export const upscaleHelp = (height: number, width: number, nfe: number) =>
  `Das Modell sieht ${height} × ${width} Mittelwerte des Bildes und zeichnet Bilder, die dieselben haben: auf jeder Rauschstufe werden die tiefen Frequenzen eingesetzt (ILVR). ${evaluations(nfe)} je Stichprobe.`;
export const upscaleVariations = (n: number) => `Hochskalieren, ${n} Varianten`;
export const upscaled = 'Das verkleinerte Bild und die hochskalierten Varianten';
export const reduced = 'verkleinert';
export const upscaledSummary = (n: number, classes: readonly string[], seed: number) =>
  `Das verkleinerte Bild und ${n} Varianten${ofClasses(classes)}, Seed ${seed}`;
export const meansDiffer = (most: string) =>
  `Die Mittelwerte der Varianten weichen, in den 256 Stufen der Anzeige, um höchstens ${most} Stufen von den gegebenen ab.`;

export const between = 'Zwischen';
export const kinds = { noises: 'Zwei Rauschvektoren', samples: 'Zwei Bilder', classes: 'Zwei Klassen' };
export const kindMeanings = {
  noises: 'Die ersten zwei Rauschvektoren des Seeds und der Bogen zwischen ihnen.',
  samples:
    'Beide Bilder werden entlang der Wahrscheinlichkeitsfluss-DGL zu ihrem Rauschen geführt, und auf dem Bogen zwischen beiden Rauschvektoren beginnen die Stichproben.',
  classes: 'Ein Rauschvektor; die Schätzung des Rauschens geht von einer Klasse in die andere über.',
};
export const twoNoises = 'zwei Rauschvektoren';
export const twoEncodedImages = 'zwei kodierten Bildern';
export const twoClasses = (from: string, to: string) => `den Klassen ${from} und ${to}`;
export const ends = ['Anfang', 'Ende'] as const;
export const imagesBetween = 'Die Bilder, zwischen denen der Weg liegt';
export const pad = 'Zeichenfeld';
export const endIsPad = (end: string) => `${end}: die Zeichnung auf dem Zeichenfeld`;
export const endClass = (end: string) => `${end}: Klasse`;
export const interpolate = 'Interpolieren';
export const pathAppears = 'Hier erscheint der Weg.';
export const path = 'Der Weg der Stichproben';
export const pathSummary = (n: number, ends: string) => `${samples(n)} zwischen ${ends}`;
export const pathMade = (values: {
  readonly n: number;
  readonly ends: string;
  readonly seed: number;
  readonly nfe: number;
  readonly longest: string;
}) =>
  `${samples(values.n)} zwischen ${values.ends}, Seed ${values.seed}, je ${evaluations(values.nfe)} mit DDIM. Der längste Schritt ist ${values.longest} des ganzen Wegs.`;
export const pathMissed = (distance: string) =>
  `Die Enden des Wegs sind ${distance} von den Bildern entfernt (quadratisches Mittel, von 255).`;
export const savePath = 'Den Weg speichern als';

export const imageToClassify = 'Das Bild zum Klassifizieren';
const withoutClasses = (samples: string) =>
  `Dieses Modell hat keine Klassen gelernt und schätzt das Rauschen aller ${samples} auf gleiche Weise.`;
export const noClasses = {
  /** @param model the name of one that can */
  images: (model: string) =>
    `${withoutClasses('Bilder')} Ein Modell mit Klassen wie „${model}“ kann klassifizieren.`,
  /** @param field the name of the setting */
  points: (field: string) =>
    `${withoutClasses('Punkte')} Ein Modell mit „${field}“ auf Daten trainieren, die Klassen haben, etwa auf zwei Monden.`,
};
export const classifyHelp = (pairs: number, nfe: number) =>
  `Zum Bild kommt Rauschen hinzu, ${pairs}-mal zwischen viel und wenig, und das Modell schätzt es unter jeder Klasse, aus demselben Rauschen. Die Klasse mit dem kleinsten Fehler ist seine Antwort, nicht mehr als eine Vermutung, wo ein anderer Fehler nahe ist. ${evaluations(nfe)}.`;
export const classify = 'Klassifizieren';
export const accuracyOn = (images: number) => `Genauigkeit auf ${images} Testbildern`;
const testSamples = {
  images: (n: number) => plural(n, { one: 'Testbild', other: 'Testbildern' }),
  points: (n: number) => plural(n, { one: 'neuem Punkt', other: 'neuen Punkten' }),
};
export const accuracy = ({ kind, right, of, share, from, to, noises }: Accuracy) =>
  `${count(right)} von ${count(of)} ${testSamples[kind](of)} richtig klassifiziert: ${share}, mit 95 % Konfidenz ${from} bis ${to} (Wilson), mit je ${count(noises)} Rauschvektoren.`;
export const errorsByClass = 'Mittlerer quadratischer Fehler des geschätzten Rauschens, nach Klasse';
export const classColumn = 'Klasse';
export const errorColumn = 'Fehler von ε̂';
export const leastError = (error: string) => `${error}, der kleinste`;
