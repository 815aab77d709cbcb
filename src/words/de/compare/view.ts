/** The Compare view: its transport, both sides, and its evidence. */
import { count, joined, plural } from '../../../lib/numbers';
import type { NamedField, SideFigure, Verdict, Who } from '../../compare/view';

export type { NamedField, SideFigure, Verdict, Who };

type SideName = 'A' | 'B';

/** Dative, after „nach“. */
const steps = (n: number) => `${count(n)} ${plural(n, { one: 'Schritt', other: 'Schritten' })}`;

/* Transport: the button */
const whom = (who: Who) => (who === 'both' ? 'Beide' : who);
export const train = (who: Who) => `${whom(who)} trainieren`;
export const sampleBoth = 'Aus beiden ziehen';
export const resumeBoth = 'Beide fortsetzen';
export const runsStart = 'Die Läufe beginnen gerade';
export const startChanged = 'Neue Läufe mit den geänderten Einstellungen starten (T)';
export const resumeTitle = 'Beide ab ihrem jetzigen Schritt fortsetzen (T)';
export const sampleTitle = 'Mit diesen Einstellungen aus beiden Modellen ziehen (T)';
export const trainAgainTitle = (who: Who) => `${whom(who)} noch einmal ebenso viele Schritte trainieren (T)`;
export const startAgainTitle = 'Beide Läufe noch einmal starten (T)';
export const startTitle = 'Beide Läufe mit diesen Einstellungen starten (T)';
export const reset = 'Zurücksetzen';
export const resetTitle = 'Beide Läufe entfernen; sie lassen sich wiederherstellen';
export const restore = 'Vorige Läufe wiederherstellen';
export const restoreTitle =
  'Ihre Gewichte, Verluste und Einstellungen; auch die jetzigen Läufe lassen sich danach wiederherstellen';
export const goOnWithBatches = (size: number) => `Mit Batches von ${size} fortfahren`;
export const trainBothWithBatches = (size: number) => `Beide mit Batches von ${size} trainieren`;

/* Transport: what is the same, and what differs */
export const equalParts = {
  data: 'Daten',
  seed: 'Seed',
  weights: 'Anfangsgewichte',
  batches: 'Batches',
  noise: 'Rauschen',
};
export const same = (parts: readonly string[]) => `Gleich: ${joined(parts)}.`;
export const nothingShared = 'Keine Zufallszahlen sind gemeinsam.';
export const nothingDiffers = 'Keine wirksame Einstellung ist verschieden.';
/** Fields whose label is no noun of a sentence. */
const NOUNS: Readonly<Record<string, string>> = {
  T: 'Zahl der Zeitschritte T',
  scaleBetas: 'Skalierung der Betas',
  zeroTerminalSnr: 'SNR null am Ende',
  lossSpace: 'Größe im Verlust',
  clipDenoised: 'Begrenzung von x̂₀',
  clippedEps: 'Verwendung des begrenzten x̂₀ in DDIM',
};
const nounOf = ({ id, label }: NamedField) => NOUNS[id] ?? label;
/** @param fields one at least */
export const onlyDiffer = (fields: readonly NamedField[]) => {
  if (fields.length > 4) return `Nur ${fields.length} Einstellungen sind verschieden.`;
  return `${fields.length > 1 ? 'Einzige Unterschiede' : 'Einziger Unterschied'}: ${joined(fields.map(nounOf))}.`;
};
export const bothSampled = (a: string, b: string) =>
  `Aus A („${a}“) und B („${b}“) wird gezogen, trainiert werden sie nicht.`;
export const isSampled = (side: SideName, label: string) =>
  `Aus ${side} („${label}“) wird gezogen, trainiert wird es nicht.`;
export const isTrained = (side: SideName, label: string) =>
  `${side} („${label}“) trainiert von den eigenen Gewichten aus weiter.`;
export const modelsLoad = 'Die Modelle des Links werden geladen.';
export const changesApply = 'Änderungen gelten für den nächsten Lauf.';
export const moreTraining = 'Weiteres Training setzt hier an.';
export const dataset = 'Datensatz';
export const change = 'Ändern';

/* Headline */
export const twoModels = 'Zwei Modelle, sonst alles gleich';
export const neverHalfNoise = 'Weder A noch B hat einen Zeitpunkt, zu dem die halbe Varianz Rauschen ist';
export const halfNoiseInOne = (time: string, side: SideName, other: SideName) =>
  `Die halbe Varianz ist Rauschen: in ${side} bei t = ${time}, in ${other} zu keiner Zeit`;
export const halfNoiseInBoth = (time: string) =>
  `Bei t = ${time} ist die halbe Varianz Rauschen, in A und in B`;
export const halfNoise = (a: string, b: string) =>
  `Die halbe Varianz ist Rauschen: in A bei t = ${a}, in B bei t = ${b}`;
const when = (step: number | null) => (step === null ? '' : ` bei Schritt ${count(step)}`);
export const equallyGood = ({ n, cards, step }: Omit<Verdict, 'better' | 'value' | 'against'>) =>
  `${cards ? 'Nach ihren Modellkarten sind A und B' : 'A und B sind'}${when(step)} gleich gut, innerhalb des Messfehlers (n = ${count(n)})`;
export const isCloser = ({ better, value, against, n, cards, step }: Verdict) =>
  `${cards ? `Nach den Modellkarten liegt ${better}` : `${better} liegt`}${when(step)} näher an den Daten: ${value} gegen ${against} (n = ${count(n)})`;
export const bothUntrained = (step: number | null) => `Beide Netze sind${when(step)} noch fast untrainiert`;
export const notKnown = 'Was besser ist, ist nicht bekannt: Für diese Bilder gibt es keinen Klassifikator';
export const notMeasured = 'Was besser ist, ist noch nicht gemessen';
export const tooFewImages = (n: number) =>
  `Was besser ist, ist noch nicht gemessen: ${count(n)} Bilder sind zu wenige`;
export const ofEarlierSettings = (verdict: string) =>
  `Von den gezeigten Läufen, mit ihren früheren Einstellungen: ${verdict}`;
export const soFar = (verdict: string) => `Bisher: ${verdict}`;

/* One side */
export const samples = 'Stichproben';
export const sampleOnly = 'nur ziehen';
export const continuesTraining = 'trainiert weiter';
export const remove = 'Entfernen';
export const removeTitle = (side: SideName) => `Der nächste Lauf von ${side} beginnt mit Anfangsgewichten`;
export const andMore = (n: number) => `und ${n} weitere`;
export const step = 'Schritt';
export const stepsPerSecondShort = 'Schritte/s';
export const stepsPerSecond = 'Schritte pro Sekunde';
export const stepsPerSecondTitle = 'Mittelwert über das ganze Training; beide Läufe teilen sich ein Gerät';
export const loss = 'Verlust';
export const quality = 'Qualität';
export const qualityTitle = (measure: string) =>
  `${measure[0].toUpperCase()}${measure.slice(1)} zwischen Stichproben der EMA-Gewichte und neuen Daten; Untergrenze: zwischen echten und anderen echten Daten`;
export const tooFew = (n: number, noun: string) => `${count(n)} ${noun}: zu wenige zum Messen`;
export const besideFigure = (floor: string, n: number, card: boolean, step: number | null) =>
  `Untergrenze ${floor}, n\u00a0=\u00a0${count(n)}${card ? ', laut Modellkarte' : ''}${step === null ? '' : `, Schritt ${count(step)}`}`;
export const otherSideNotAffected = 'Die andere Seite ist davon nicht betroffen.';
export const notValid = 'Diese Einstellungen sind nicht gültig.';
export const noProcess = 'Keine Stichproben: Diese Einstellungen ergeben keinen Prozess.';
export const realDataOnly = 'Echte Daten mit Rauschen; noch keine Stichproben.';
export const realDataNote = 'echte Daten mit Rauschen';
export const stageCorner = (time: string, signal: string) => `t = ${time}, ${signal} Signal`;
export const samplesOf = (n: number, side: SideName) => `${count(n)} Stichproben von ${side}.`;
export const samplesWithFigure = ({ n, side, measure, card, value, floor, of }: SideFigure) =>
  `${count(n)} Stichproben von ${side}; ${measure}${card ? ' laut Modellkarte' : ''} ${value}, Untergrenze ${floor}, n = ${count(of)}.`;
export const lossCurve = 'Verlustkurve';

/* Below both sides: frames, layers, the clock */
export const forwardFrames = (name: string) => `${name}: neun Bilder des Vorwärtsprozesses`;
export const reverseFrames = (name: string) => `${name}: neun Bilder des Rückwärtsprozesses`;
export const layers = 'Ebenen';
export const layerNames = { data: 'Daten', paths: 'Pfade', density: 'Dichte' };
export const forwardProcess = 'Vorwärtsprozess';
export const swap = 'A und B tauschen';
export const swapTitle = 'A und B vertauschen, mit ihren Läufen und Ergebnissen';
export const copy = 'A nach B kopieren';
export const copyTitle =
  'B übernimmt die Einstellungen und das vortrainierte Modell von A; der Lauf von B bleibt, bis der nächste beginnt';
export const addPretrained = 'Vortrainiertes Modell hinzufügen';
export const addPretrainedTitle = 'Ein trainiertes Modell als A oder B verwenden';
export const downloadMetrics = 'Messwerte speichern';
export const metricsTitle = 'Verluste und Qualitäten beider Läufe, als CSV';
export const nothingToSave = 'Es gibt nichts zu speichern.';
export const noLossesYet = 'Es gibt noch keine Verluste: zuerst trainieren.';
export const neverLosses = 'Aus beiden Modellen wird nur gezogen: Verluste entstehen beim Training.';
export const bothSidesAt = 'Beide Seiten bei';
export const bothAt = 'Beide bei';
export const clocks = { time: 'gleichem t', snr: 'gleichem Rauschen' };
export const clockTitles = {
  time: 'Beide Seiten beim gleichen Anteil ihrer Zeit',
  snr: 'Beide Seiten beim gleichen log-SNR, jede bei ihrem eigenen t',
};
export const logSnr = (value: string) => `log-SNR ${value}`;
/** @param what differs between the sides. @param sampled true where samples of the models are shown */
export const isNoisier = (side: SideName, what: 'schedule' | 'process', sampled: boolean) =>
  `${side} ist hier wegen seines ${what === 'schedule' ? 'Rauschplans' : 'Prozesses'} stärker verrauscht${sampled ? ', nicht weil es weniger gelernt hat' : ''}.`;
/** @param signal the share of the variance, written; null where there is none */
export const sideAtTime = (side: SideName, time: string, last: number, signal: string | null) =>
  `${side}: t = ${time} von ${last}${signal === null ? '' : `, ${signal} Signal`}`;
export const lossMapTitle = 'Verlust bei jedem Rauschpegel';
export const squaredError = 'mittlerer quadratischer Fehler';
export const lossMapAxes = (unit: string) =>
  `${unit[0].toUpperCase()}${unit.slice(1)} zu jeder Zeit, über das Training`;
export const lossMap = (side: SideName) => `Verlust nach Zeitschritt von ${side}`;

/* Settings */
export const settings = 'Einstellungen';
/** "cosine (A)": a setting that differs. */
export const valueOfSide = (value: string, side: SideName) => `${value} (${side})`;
export const settingsThatDiffer = 'Verschiedene Einstellungen';
export const ofSide = (label: string) => `${label} von`;
export const share = 'Angleichen';
export const shareTitle = 'Den Wert von A für beide verwenden';
export const addDifference = 'Unterschied hinzufügen';
export const chooseSetting = 'Einstellung wählen…';
export const sharedSettings = 'Gemeinsame Einstellungen';

/* Evidence: schedules */
export const schedules = 'Rauschpläne';
export const schedulesTitle = 'Die Rauschpläne von A und B';
/** @param b null where A and B are at the same time */
export const signalTitle = (a: string, b: string | null, signalOfA: string, signalOfB: string) =>
  `Bei t = ${b === null ? a : `${a} in A und ${b} in B`}: ${signalOfA} Signal in A, ${signalOfB} in B`;
export const quantities = {
  signal: 'Signal, Anteil an der Varianz',
  logSnr: 'log Signal-Rausch-Verhältnis',
  chainRate: 'Rauschen eines Schritts, β',
  continuousRate: 'Varianzzuwachs in 1/T der Zeit, g²/T',
  mixedRate: 'Varianzzuwachs je Schritt, β oder g²/T',
  weight: 'Gewicht des Fehlers von x̂₀ im Verlust',
};
export const timeShareAxis = 'Anteil der Rauschzeit';
export const timeAxis = 'Rauschzeit t';

/* Evidence: quality */
export const qualityOfSamples = 'Qualität der Stichproben';
export const qualityOverTraining = 'Qualität im Lauf des Trainings';
export const qualityOfEachTime =
  'Qualität im Lauf des Trainings, mit den jeweiligen Einstellungen des Samplers';
export const equallyGoodInTraining = 'A und B sind gleich gut, innerhalb des Messfehlers';
export const wasAheadThroughout = (side: SideName) => `${side} war durchgehend voraus`;
export const isAheadFromStart = (side: SideName) => `${side} ist von Anfang an voraus`;
export const wasAheadFrom = (side: SideName, step: number) => `${side} war ab Schritt ${count(step)} voraus`;
export const isAheadSince = (side: SideName, step: number) =>
  `${side} ist seit Schritt ${count(step)} voraus`;
export const lowerIsBetter = (measure: string) =>
  `${measure[0].toUpperCase()}${measure.slice(1)} zu den Daten, kleiner ist besser`;
export const qualityChart = 'Qualität von A und B';
export const trainingStep = 'Trainingsschritt';
export const curvesSoon = 'Hier erscheinen die Kurven beider Läufe.';
export const floor = 'Grenze';
export const noClassifier = 'Für diese Bilder gibt es keinen Klassifikator.';
export const tooFewASide = (n: number, noun: string) => `Je Seite ${count(n)} ${noun}: zu wenige zum Messen.`;
/** @param chance the deviation of the floor, written; null where it is not known */
export const qualityBasis = (n: number, noun: string, floor: string, chance: string | null) =>
  `Je Seite ${count(n)} ${noun}. Echte gegen echte Daten, die Untergrenze: ${floor}${chance === null ? '' : ` ± ${chance}`}.`;
export const drawsOfEach = (n: number, noun: string) => `Zieht ${count(n)} ${noun} aus jedem Modell`;
export const pauseFirst = 'Zuerst das Training pausieren oder beenden';
export const measureAsCard = (n: number) => `Messen mit ${count(n)}, wie auf der Modellkarte`;
export const measure = (n: number, noun: string) => `Messen: je ${count(n)} ${noun}`;
export const measuring = 'Die Qualität wird gemessen';
export const cancel = 'Abbrechen';

/* Evidence: the table */
export const comparison = 'Vergleich';
export const floorOf = (floor: string) => `Untergrenze ${floor}`;
export const withFloor = (value: string, floor: string) => `${value} (Untergrenze ${floor})`;
export const noDifference = 'keiner';
export const withinChance = (difference: string) => `${difference}, im Rahmen des Zufalls`;
/** @param step null where it is that of the runs */
export const qualityRow = (n: number, step: number | null) =>
  `Qualität, n = ${count(n)}${step === null ? '' : `, Schritt ${count(step)}`}`;
export const confidentImages = (n: number) => `Sicher erkannte Bilder (> 0,8), n = ${count(n)}`;
export const slicedDistance = (n: number) => `Sliced-W₁, n = ${count(n)}`;
export const qualityByCards = (n: number) => `Qualität laut Modellkarten, n = ${count(n)}`;
export const qualityByCard = (side: SideName, n: number) =>
  `Qualität laut Modellkarte von ${side}, n = ${count(n)}`;
export const lossFromFloor = 'Verlust, gegen seine Untergrenze';
export const points = (n: number) => `${n} ${plural(n, { one: 'Punkt', other: 'Punkte' })}`;
export const floorOfLoss = 'Untergrenze des Verlusts';
export const terminalSignal = 'Signal am Ende';
export const shareOfVariance = 'Anteil an der Varianz';
export const meanStepsPerSecond = 'Schritte pro Sekunde, Mittel';
export const parameters = 'Parameter';
export const beforeTraining = 'Vor dem Training';
export const asLoaded = 'Wie geladen';
export const sideAfterSteps = (side: SideName, step: number) => `${side} nach ${steps(step)}`;
export const afterSteps = (step: number) => `Nach ${steps(step)}`;
export const atStep = (step: number) => `Bei Schritt ${count(step)}`;
export const afterDifferentSteps = (a: number, b: number) => `Nach ${count(a)} und ${steps(b)}`;

/* Pretrained models, and the report */
export const sampleAsCard = (label: string) =>
  `Gezogen wird auf beiden Seiten so, wie es die Modellkarte von „${label}“ angibt.`;
export const runNotAdded = 'Der Lauf der Ansicht Trainieren konnte dem Vergleich nicht hinzugefügt werden.';
export const linkNames = (id: string, side: SideName) => `Der Link nennt das Modell „${id}“ als ${side}.`;
export const downloadReport = 'Bericht speichern';
export const reportTitle =
  'Eine HTML-Datei mit Abbildungen, Kurven, Tabellen und Links; sie braucht weder Skript noch Netzwerk';
export const trainBothFirst = 'Zuerst beide trainieren';
export const scoresAsCsv = 'Messwerte als CSV';
export const scoresTitle = 'Jeder Messwert nach Seite, Schritten und Seed, als CSV';
export const noScoresTitle = 'Zuerst die Qualität gegen die Schritte messen';
