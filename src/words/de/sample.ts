/** The Sample view. */
import { count, plural } from '../../lib/numbers';
import type { StepCost } from '../../types/stepCost';
import type { FigureOfCard, Likelihood, SecondJudgement } from '../sample';

const steps = (n: number) => `${count(n)} ${plural(n, { one: 'Schritt', other: 'Schritte' })}`;
/** After "in" and "mit". */
const inSteps = (n: number) => `${count(n)} ${plural(n, { one: 'Schritt', other: 'Schritten' })}`;

/** Names of the models that ship, by id. */
export const models = {
  'fashion-mnist-cosine': 'Fashion-MNIST',
  'flowers-cosine': 'Blumen, 32 × 32',
  'mnist-classes': 'MNIST, Ziffer nach Wahl',
  'mnist-cosine': 'MNIST, Kosinus',
  'mnist-linear': 'MNIST, linearer Rauschplan',
  'swiss-roll-cosine': 'Swiss Roll, Kosinus',
  'swiss-roll-linear': 'Swiss Roll, linearer Rauschplan',
};

/** Names of samples for sentences. @param drawn "class 7", or nothing where all classes are drawn */
export const imagesOf = (n: number, [one, many]: readonly [string, string], drawn: string, isNew: boolean) =>
  `${count(n)}${isNew ? (n === 1 ? ' neues Bild:' : ' neue') : ''} ${n === 1 ? one : many}${drawn && ` (${drawn})`}`;
/** @param of what the points should look like: "two moons" */
export const pointsOf = (n: number, of: string, isNew: boolean) =>
  `${count(n)}${isNew ? (n === 1 ? ' neuer' : ' neue') : ''} ${n === 1 ? 'Punkt' : 'Punkte'} (${of})`;

export const samplerLine = (sampler: string, n: number) => `${sampler}, ${steps(n)}`;
export const settingsLine = (sampler: string, seed: number) => `${sampler}, Seed ${seed}`;

export const whatSamplingDoes = 'Ziehen macht aus Rauschen Schritt für Schritt Daten.';
export const drawingNow = (samples: string) => `${samples}: das Ziehen läuft.`;
export const sketch = (n: number) => `Eine Skizze in ${inSteps(n)}: die Stichproben folgen.`;
export const recorded = (samples: string, settings: string) =>
  `${samples}, aufgezeichnet: ${settings}. „Ziehen“ berechnet dieselben hier, „Neuer Seed“ zieht andere.`;
/** Of samples that were drawn here with the settings and the seed of the recording. */
export const asRecorded = (samples: string) =>
  `${samples}, wie aufgezeichnet: diese Einstellungen und dieser Seed.`;
export const earlier = (samples: string, settings: string) =>
  `${samples} mit früheren Einstellungen: ${settings}.`;
export const drawn = (samples: string) => `${samples}.`;
export const sketchUntil = (n: number) =>
  `Eine Skizze in ${inSteps(n)}, bis die verlangten Stichproben da sind.`;
/** @param settings in which the present draw differs, as they were: "Klasse 3" */
export const earlierSamples = (settings: readonly string[]) =>
  `Das sind die früheren Stichproben${settings.length > 0 ? `: ${settings.join(', ')}` : ''}.`;
export const guidedAreFar = (noun: string, standing: string) =>
  `Stichproben mit Guidance (${noun}): ${standing}.`;
export const notYet = (noun: string, standing: string) => `Noch nicht das Ziel (${noun}): ${standing}.`;
export const farFromReal = 'weit von echten Bildern entfernt';
export const confidenceLeftOut =
  'ohne Angabe der Sicherheit: so weit von echten Bildern entfernt ist der Klassifikator auch bei Rauschen sicher';
export const confident = (share: string, images: number, real: string) =>
  `sicher: bei ${share} von ${count(images)} Bildern, bei ${real} von ebenso vielen echten`;

/** A model card in one paragraph. */
export const card = (values: {
  readonly data: string;
  readonly network: string;
  readonly weights: number;
  readonly steps: number;
  readonly batch: number | undefined;
}) =>
  `${values.data}. ${values.network}, ${count(values.weights)} Gewichte, ${count(values.steps)} Schritte${values.batch ? ` mit je ${count(values.batch)}` : ''}.`;
export const cardSchedule = (schedule: string, T: number | undefined) =>
  `Rauschplan: ${schedule}${T ? `, T = ${T}` : ''}.`;
/** Measures by their ids, and by their names on cards. */
export const measures: Readonly<Record<string, string>> = {
  'Fréchet distance': 'Fréchet-Abstand',
  'energy distance': 'Energieabstand',
};
export const byCard = ({ measure, value, floor, samples, sets }: FigureOfCard) =>
  `Laut Karte: ${measure} ${value}, Untergrenze ${floor} (echte Daten), n = ${count(samples)}${sets > 1 ? ` in jedem von ${sets} Sätzen` : ''}.`;
export const requestedClass = (share: string) => `In ${share} der Fälle wird die verlangte Klasse gezogen.`;
export const cardMeasured = (measure: string, samples: number, sampler: string) =>
  `${measure}: ${count(samples)} Stichproben mit ${sampler}.`;
export const cardConfident = (share: string, real: string) =>
  `Der Klassifikator ist bei ${share} von ihnen sicher (> 0,8) und bei ${real} der echten Bilder.`;
export const cardSecondJudge = ({ confident, realConfident, distance, floor }: SecondJudgement) =>
  `Ein zweiter Klassifikator mit anderen Anfangsgewichten und anderen Breiten, nach dem nichts ausgewählt wurde, ist bei ${confident} sicher (echte Bilder ${realConfident}) und findet einen Fréchet-Abstand von ${distance} (echte ${floor}; in seinen eigenen Merkmalen, also mit dem ersten nicht vergleichbar).`;
export const seesRequestedClass = (share: string) => `Die verlangte Klasse sieht er in ${share}.`;

export const cardLikelihood = (
  { test, training, independent, images }: Likelihood & { readonly images: number },
  hasClasses: boolean,
) =>
  `Variationsschranke${hasClasses ? ' für p(x), mit dem Label für keine Klasse' : ''}: ${test} Bit je Dimension auf ${count(images)} Testbildern, ${training} auf ${count(images)} Trainingsbildern (Mittelwert und Standardfehler). Mit etwa so vielen Bit könnte das Modell jeden Wert eines Pixels speichern (einen, wo es grau ist, drei in Farbe); für sich codiert braucht jeder ${independent}. Die Untergrenze, die Entropie der Daten, ist nicht bekannt.`;

/** After `cardLikelihood`, of the same images. */
export const cardClassLikelihood = ({ test, training, independent }: Likelihood) =>
  `Für p(x | Klasse), mit der Klasse jedes Bildes und ohne Guidance: ${test} auf Testbildern, ${training} auf Trainingsbildern; für sich codiert, mit seinen Häufigkeiten in der Klasse, braucht jeder Wert eines Pixels ${independent}.`;
/** After figures above the 8 bits of a value. */
export const cardNoCode =
  'Das ist mehr als die 8 Bit, die ein Wert hat: Als Code taugt dieses Modell nicht, so gut seine Stichproben auch sind. In der Schranke wiegt schwaches Rauschen am meisten, im Training für klare Stichproben wiegt es kaum.';

/** How far the selected sample is from the nearest of the images that were searched. @param among their name where nothing says that the model learned them */
export const onlyImage = (distance: string, among?: string) =>
  `Das einzige ${among === undefined ? 'Trainingsbild' : `Bild (${among})`} ist ${distance} entfernt (quadratisches Mittel, von 255).`;
export const nearest = (searched: number, distance: string, usual: string, among?: string) => {
  const [kind, each] =
    among === undefined ? ['Trainingsbildern', 'Trainingsbilder'] : [`Bildern (${among})`, 'diese Bilder'];
  return `Das nächste von ${count(searched)} ${kind} ist ${distance} entfernt (quadratisches Mittel, von 255); ${each} sind ${usual} von ihrem eigenen nächsten entfernt.`;
};
export const isCopy = 'Die Stichprobe ist praktisch eine Kopie.';
export const isClose = (trained: boolean) =>
  `Die Stichprobe liegt nahe an ${trained ? 'einem Trainingsbild' : 'einem von ihnen'}.`;
/** @param complete whether all images that were learned were searched */
export const isNoCopy = (complete: boolean) =>
  complete ? 'Die Stichprobe ist keine Kopie.' : 'Die Stichprobe ist keine Kopie eines von ihnen.';

export const neverEnough = (nfe: number) => `Auch ${nfe} Auswertungen genügen nicht`;
export const oneIsEnough = 'Eine Auswertung genügt fast';
export const enough = (nfe: number) => `${nfe} Auswertungen genügen fast`;
export function perStep({ steps: n, each, last, correctors, passes }: StepCost): string {
  if (each * passes === 1) return 'eine je Schritt';
  const why = [
    ...(last < each ? ['zweiter Ordnung'] : []),
    ...(correctors > 0 ? [`${count(correctors)} des Korrektors`] : []),
    ...(passes > 1 ? ['ohne und mit der Klasse'] : []),
  ].join('; ');
  const butLast = last < each ? `, ${count(last * passes)} im letzten` : '';
  return `${count(each * passes)} je Schritt${butLast} (${why}), ${steps(n)}`;
}

export const waits = {
  loading: 'Das Modell wird geladen.',
  starting: 'Der Sampler startet, das Netz wird aufgebaut.',
};

export const howManyEvaluations = 'Wie viele Auswertungen genügen';
export const byEvaluations = 'Dieses Modell, nach Netzauswertungen (NFE)';
export const qualityChart = 'Qualität gegen Netzauswertungen';
export const evaluated = (nfe: number, figure: string) =>
  `${count(nfe)} ${plural(nfe, { one: 'Auswertung', other: 'Auswertungen' })}: ${figure}`;
export const notMeasured = 'Noch nicht gemessen.';
const reasons = {
  'no-classifier': 'kein Klassifikator kennt diese Bilder',
  'no-data': 'die Tabelle, die dieses Modell gelernt hat, ist nicht in seiner Datei',
};
export const notMeasuredBecause = (why: keyof typeof reasons) => `nicht gemessen: ${reasons[why]}`;
export const nothingToMeasure = (why: keyof typeof reasons) => `Nicht messbar: ${reasons[why]}.`;
export const measure = (sampler: string) => `Messen: ${sampler}`;
export const measureLater = 'Messen, sobald ein Modell offen ist';
export const measureAgain = (sampler: string) => `Noch einmal messen: ${sampler}`;
export const measuring = 'Messung';
export const cancel = 'Abbrechen';
export const qualityTable = 'Qualität nach Netzauswertungen';
export const qualityColumns = { sampler: 'Sampler, Auswertungen', distance: 'Abstand', real: 'echte Daten' };
export const whyManySteps = 'Warum viele Schritte und nicht einer';
export const sameNoise = 'Dasselbe Modell, dasselbe Anfangsrauschen, derselbe Seed';
export const fewAndMany = 'Dasselbe Rauschen nach wenigen und nach vielen Schritten';
export const sampledWith = (numbers: readonly number[]) => `Gezogen mit ${numbers.map(inSteps).join(', ')}.`;
export const notSampled = 'Noch nicht gezogen.';
export const sampleAgain = 'Noch einmal ziehen';
export const sampleSameNoise = 'Aus demselben Rauschen ziehen, 1 bis 50 Schritte';
export const sampling = 'Ziehen';
export const stepCount = steps;
export const networkEvaluations = 'Netzauswertungen';
export const realVsReal = 'echt gegen echt';

export const samplingTime = 'Ziehzeit';
export const recordedTime = 'aufgezeichnet, nicht hier gezogen';
/** After a number of seconds. */
export const secondsFor = (n: number, kind: string) => `s, ${count(n)} ${kind}`;
export const evaluations = 'Netzauswertungen';
export const quality = 'Qualität';
export const confidentMeaning =
  'Anteil der Bilder, bei denen der Klassifikator sicher ist (> 0,8), und der echten Bilder';
export const sample = 'Ziehen';
export const sampleTitle = 'Mit diesen Einstellungen ziehen (S)';
export const cancelTitle = 'Das Ziehen abbrechen; die gezeigten Stichproben bleiben';
export const newSeed = 'Neuer Seed';
export const newSeedTitle = 'Dieselben Einstellungen mit anderem Rauschen (N)';

export const show = 'Anzeigen';
export const now = 'jetzt';
export const predicted = 'vorhergesagt';
export const nearestImage = 'nächstes Bild';
export const samplingStarts = 'Das Ziehen beginnt.';
export const samplesAppear = 'Hier erscheinen die Stichproben.';
export const notHere = 'nicht hier';
export const searching = 'Suche läuft';
export const searchFollows = 'Die Suche nach dem nächsten Trainingsbild folgt auf das Ziehen.';
export const searchRuns = 'Das nächste Trainingsbild wird gesucht.';
export const noTrainingImages =
  'Die Trainingsbilder dieses Modells sind nicht hier, deshalb ist keine Suche möglich: sie mit „Daten öffnen“ in der Ansicht Trainieren öffnen.';
export const selectedSample = 'Die gewählte Stichprobe';
export const selectedPicture =
  'Die gewählte Stichprobe jetzt, ihre Vorhersage x̂₀ und das nächste Trainingsbild';
export const searchAll = 'Den ganzen Trainingsdatensatz durchsuchen';
export const lookingAt = 'Was hier zu sehen ist';
export const notFinished = 'Das Ziehen läuft noch. Die Bilder sind die Vorhersagen x̂₀ des Netzes.';
export const noSamplesOnAxis = 'Es gibt noch keine Stichproben.';
export const predictionsPicture = 'Die Vorhersagen x̂₀ der Daten durch das Netz';
export const oneStep = (sampler: string) => `${sampler}, ein Schritt`;
export const noSamples = 'Noch keine Stichproben.';
export const samples = 'Stichproben';
/** The stage in a sentence. @param seed of earlier settings, or null. @param score measure and figure, or null */
export const stage = (n: number, kind: string, seed: number | null, score: string | null) =>
  `${count(n)} ${kind}${seed === null ? '' : ` mit früheren Einstellungen, Seed ${seed}`}${score === null ? '' : `; ${score}`}.`;
export const nineFrames = 'Neun Einzelbilder des Rückwärtsprozesses';
export const nineFramesOfSelected =
  'Die gewählte Stichprobe und ihre Vorhersage x̂₀ in neun Einzelbildern des Rückwärtsprozesses';
export const sampleNumber = (number: number, label: number | null) =>
  `Stichprobe ${number}${label === null ? '' : `, Klasse ${label}`}`;
export const useModel = 'Das Modell anwenden';
const ofBoth = { inpaint: 'Inpainting', interpolate: 'Interpolieren', classify: 'Klassifizieren' };
/** By the kind of the data. */
export const uses = {
  images: { ...ofBoth, edit: 'Zeichnung bearbeiten', upscale: 'Hochskalieren' },
  points: { ...ofBoth, edit: 'Punkte bearbeiten' },
};

export const sampler = 'Sampler';
export const model = 'Modell';
export const pretrained = 'Vortrainiertes Modell';
export const ownRun = 'Der Lauf der Ansicht Trainieren';
/** Of an address whose model cannot be opened. */
export const runNotShown =
  'Der Lauf dieser Adresse kann nicht gezeigt werden; ein anderes Modell steht an seiner Stelle.';
export const fileNotShown = (name: string) =>
  `„${name}“ kann nicht gezeigt werden; ein anderes Modell steht an seiner Stelle.`;
export const openFileAgain =
  'Es wurde aus einer Datei geöffnet, und die Seite bewahrt keine Datei auf: sie noch einmal öffnen.';
export const pretrainedHelp =
  'das Modell, das die Stichproben zieht; seine Karte sagt, wie es trainiert wurde';
export const cardDetails = 'Wie es trainiert und gemessen wurde';
export const noCard = 'Ein eigenes Modell. Es hat keine Modellkarte.';
export const numberOfSamples = 'Zahl der Stichproben';
export const countRange = (most: number) => `eine ganze Zahl, 1 bis ${most}`;
export const countHelp = 'wie viele Stichproben gezogen und gezeigt werden';
export const openModel = 'Modell öffnen';
export const openModelName = 'Modell öffnen: ein ZIP oder die Dateien eines diffusers-Ordners';
export const openFolder = 'Ordner öffnen';
export const openFolderName = 'Ordner öffnen: eine diffusers-Pipeline';
export const trainFurther = 'Weitertrainieren';
export const trainFurtherTitle = 'Dieses Modell in der Ansicht „Trainieren“ weitertrainieren';
export const reverseProcess = 'Rückwärtsprozess';
export const guidance = 'Guidance';
export const output = 'Ausgabe';
export const downloadSamples = 'Stichproben speichern';
export const downloadPointsTitle = (n: number) => `${count(n)} neue Punkte, gezogen wie diese`;
export const downloadModel = 'Modell speichern';
export const downloadHalf = 'In halber Genauigkeit speichern';
export const downloadHalfTitle = 'Das Modell mit Gewichten in halber Genauigkeit';
export const downloadOnnx = 'ONNX speichern';
export const downloadOnnxTitle = 'Das Netz allein, für ONNX Runtime';
export const downloadCode = 'Code speichern';
export const downloadCodeTitle = 'PyTorch-Skript und Notebook, mit den Gewichten';
export const downloadPicture = 'Bild speichern';
export const linkWithModel = 'Link mit dem Modell';
export const linkWithModelTitle =
  'Ein Link, der dieses Modell öffnet; „Link kopieren“ nennt ein mitgeliefertes Modell';

export const samplesNotSaved = 'Die Stichproben konnten nicht gespeichert werden.';
export const modelNotSaved = 'Das Modell konnte nicht gespeichert werden.';
export const networkNotSaved = 'Das Netz konnte nicht gespeichert werden.';
export const noModelLink = 'Für dieses Modell gibt es keinen Link.';
export const codeNotSaved = 'Der Code konnte nicht gespeichert werden.';
export const openInTrain = (model: string) => `${model} ist in der Ansicht Trainieren geöffnet.`;
export const cannotContinue = 'Dieses Modell kann nicht weitertrainiert werden.';
export const isOpen = (model: string) => `${model} ist geöffnet.`;
