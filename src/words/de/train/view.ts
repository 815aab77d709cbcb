/** The Train view: its transport, its settings, its stage and its charts. */
import { count, plural } from '../../../lib/numbers';

const steps = (n: number) => `${count(n)} ${plural(n, { one: 'Schritt', other: 'Schritte' })}`;
/** Dative, after „nach“. @param opened whether the training began with the weights of a model */
const trainingSteps = (n: number, opened: boolean) =>
  `${count(n)} ${opened ? 'weiteren ' : ''}${plural(n, { one: 'Trainingsschritt', other: 'Trainingsschritten' })}`;

/* Headline */
export const noSamplesOfRun = 'Dieser Lauf hat keine Stichproben.';
export const samplingOpened = 'Aus dem geöffneten Modell wird gezogen.';
export const startingRun = (noun: string) => `Ein Lauf beginnt (Daten: ${noun}).`;
export const noiseBecomes = (noun: string) => `Schritt für Schritt vom Rauschen zu den Daten: ${noun}.`;
export const samplesOfOpened = 'Stichproben des geöffneten Modells.';
export const samplesOfUntrained = 'Stichproben des untrainierten Netzes.';
/** @param drawn the class that is drawn; empty for all */
export const samplesAfter = (drawn: string, step: number, opened: boolean, noun: string) =>
  `Stichproben${drawn && ` für ${drawn}`} nach ${trainingSteps(step, opened)} (Daten: ${noun}).`;
export const samplesAlike = (noun: string, step: number, opened: boolean) =>
  `${noun[0].toUpperCase()}${noun.slice(1)}, nach ${trainingSteps(step, opened)}.`;
/** @param step of the measurement; null where it is that of the run */
const atStep = (step: number | null) => (step === null ? '' : ` (Schritt ${count(step)})`);
export const samplesNear = (noun: string, standing: string, step: number | null) =>
  `Fast am Ziel (${noun}): ${standing}${atStep(step)}.`;
export const samplesFar = (noun: string, standing: string, step: number | null) =>
  `Noch nicht am Ziel (${noun}): ${standing}${atStep(step)}.`;
export const guidedFar = (noun: string, standing: string, step: number | null) =>
  `Stichproben mit Guidance (${noun}): ${standing}${atStep(step)}.`;

/* Stage */
export const samples = 'Stichproben';
export const noSamples = 'Noch keine Stichproben.';
export const noSamplesButReal = (n: number) => `Noch keine Stichproben: ${n} echte Bilder mit Rauschen.`;
/** @param errors a further sentence; empty for none */
export const samplesSummary = (n: number, kind: 'points' | 'images', errors: string) =>
  `${count(n)} ${
    kind === 'points'
      ? plural(n, { one: 'Stichprobe', other: 'Stichproben' })
      : plural(n, { one: 'Bild', other: 'Bilder' })
  }${errors && `; ${errors}`}`;
export const tooFewToMeasure = (summary: string) => `${summary}, zu wenige, um ihre Qualität zu messen.`;
export const frames = {
  forward: 'Neun Bilder des Vorwärtsprozesses',
  reverse: 'Neun Bilder des Rückwärtsprozesses',
};
export const forwardNote = 'Daten mit Rauschen; hier erscheinen Stichproben';
export const placeErrors = (median: string, most: string) =>
  `quadratischer Fehler von ε im Bild: Median ${median}, Maximum ${most}`;
export const arrowsFailed = 'Die Pfeile können nicht gezeichnet werden.';

/* Layers */
export const layers = 'Ebenen';
export const layerNames = {
  data: 'Daten',
  samples: 'Stichproben',
  paths: 'Pfade',
  score: 'Score',
  velocity: 'Geschwindigkeit',
  density: 'Dichte',
  error: 'Fehler',
};
export const arrows = { learned: 'Gelernte Pfeile', exact: 'Exakte Pfeile' };
export const streamlines = 'Stromlinien';
export const streamlinesTitle = 'Linien, die dem Feld folgen, anstelle von Pfeilen';
export const sideBySide = 'Nebeneinander';
export const sideBySideTitle = 'Links die Daten, rechts die Stichproben';

/* Explanation beside the stage */
export const explanation = 'Was hier zu sehen ist';
export const onlyRealImages = 'Noch keine Stichproben: Dies sind echte Bilder mit Rauschen.';
export const thereAreNoSamples = 'Es gibt noch keine Stichproben.';
export const oneReverseStep = 'Ein Rückwärts\u00adschritt';
export const predictions = 'Die Vorhersagen x̂₀ des Netzes für die Daten';
export const theVelocity = 'Die Geschwindigkeit';
export const velocityGloss =
  'ist die Geschwindigkeit. Die Pfeile zeigen ihr entgegen, dorthin, wohin das Ziehen führt: blau gelernt, orange exakt.';
export const theScore = 'Der Score';
const SCORE = 'ist der Score: Er zeigt in Richtung höherer Dichte.';
export const scoreGloss = `${SCORE} Die Ebene Score zeichnet ihn als Pfeile.`;
export const scoreGlossWithArrows = `${SCORE} Blaue Pfeile sind gelernt, orange exakt.`;

/* Settings */
export const settings = 'Einstellungen';
export const data = 'Daten';
export const draw = 'Zeichnen';
export const noiseSchedule = 'Rauschplan';
export const network = 'Netz';
export const training = 'Training';
export const moreSettings = 'Weitere Einstellungen';

/* Files */
export const openModel = 'Modell öffnen';
export const downloads = {
  model: 'Modell speichern',
  halfPrecision: 'Halbe Genauigkeit speichern',
  code: 'Code speichern',
  ONNX: 'ONNX speichern',
  samples: 'Stichproben speichern',
  data: 'Daten speichern',
  metrics: 'Messwerte speichern',
  picture: 'Abbildung speichern',
  link: 'Link mit dem Modell',
};
export const linkModelTitle = 'Ein Link, der das trainierte Modell öffnet';
export const trainFirst = 'Zuerst ein Modell trainieren';

/* Transport */
export const train = 'Trainieren';
export const trainAnew = 'Neu trainieren';
export const trainMore = (n: number) => `Weitere ${steps(n)}`;
export const resume = 'Fortsetzen';
export const runStarts = 'Der Lauf beginnt gerade';
export const trainTitle = 'Einen Lauf mit diesen Einstellungen starten (T)';
export const trainAnewTitle = 'Einen neuen Lauf mit den geänderten Einstellungen starten (T)';
export const trainMoreTitle = (n: number) =>
  `${plural(n, { one: 'Einen weiteren Schritt', other: `Weitere ${count(n)} Schritte` })} trainieren (T)`;
export const resumeFailedTitle = 'Mit den letzten endlichen Gewichten fortsetzen (T)';
export const resumeTitle = (step: number) => `Ab Schritt ${count(step)} fortsetzen (T)`;
export const step = 'Schritt';
export const stepTitle = 'Ein Trainingsschritt (S)';
export const reset = 'Zurücksetzen';
export const resetTitle = 'Diesen Lauf entfernen; er lässt sich wiederherstellen';
export const exploreMeanwhile = 'Die Stichproben unten lassen sich währenddessen erkunden.';
export const recording = (settings: string) => `Dies ist eine Aufzeichnung: ${settings}.`;
/** „Kosinus, T = 200, DDPM“ */
export const recordingSettings = (schedule: string, T: number, sampler: string) =>
  `${schedule}, T = ${T}, ${sampler}`;
export const trainYourOwn = '„Trainieren“ beginnt ein eigenes Training.';
export const noProcess = 'Diese Einstellungen ergeben keinen Prozess.';
export const pressTrain = 'Mit „Trainieren“ beginnen: Hier erscheinen Stichproben, während das Modell lernt.';
export const trainingNotAffected = 'Das Training ist davon nicht betroffen.';

/* Figures */
export const ofTotal = (total: number) => `von ${count(total)}`;
export const loss = 'Verlust';
export const stepsPerSecond = 'Schritte pro Sekunde';
export const stepsPerSecondTitle =
  'Während des Trainings der letzten Schritte, danach im Mittel; mit Vorschau';
export const timeLeft = (time: string) => `noch ${time}`;
export const timeTaken = (time: string) => `Dauer ${time}`;
export const quality = 'Qualität';
export const qualityBasis = (measure: string, weights: 'raw' | 'EMA') =>
  `${measure}, ${weights === 'raw' ? 'ungemittelte Gewichte' : 'EMA-Gewichte'}`;
export const ofStep = (step: number) => `, Schritt ${count(step)}`;

/* Charts: the loss */
export const lossTitle = 'Der Verlust und der bestmögliche auf frischen Daten';
export const hybridLoss = 'L_hybrid = L_simple + 0,001 L_vlb (Nichol & Dhariwal 2021, Gl. 16)';
export const lossTitleWithoutFloor = 'Der Verlust; der bestmögliche ist nicht bekannt';
export const logScale = 'log';
export const lossCurve = 'Verlustkurve';
export const lossSoon = 'Hier zeichnet der eigene Lauf seine Linie.';
export const trainingStepAxis = 'Trainingsschritt';
export const timeAxis = 'Rauschzeit t';
const best = (points?: number | null) =>
  points ? `exakten Verlust von ${count(points)} Punkten` : 'bestmöglichen Verlust';
export const atFloor = (points?: number | null) => `Beim ${best(points)}, bis auf das Stichprobenrauschen`;
export const belowFloor = (share: string) =>
  `${share} unter der Untergrenze: Die letzten Batches waren leichter als im Mittel`;
export const aboveFloor = (share: string, points?: number | null) => `${share} über dem ${best(points)}`;
export const yetSamplesAreFar = (finding: string, standing: string) =>
  `${finding}, doch die Stichproben sind ${standing}`;

/* Charts: the loss by time */
export const lossMapTitle = 'Verlust bei jedem Rauschpegel';
export const lossMapAxes = (unit: string) =>
  `${unit[0].toUpperCase()}${unit.slice(1)} nach t, über die Trainingsschritte`;
export const lossMap = 'Verlust nach Zeitschritt';
export const lossMapSoon = 'Im Lauf des Trainings erscheinen Zeilen.';
/** By the third of the time axis. */
export const lossHighest = {
  data: 'Der Verlust ist bei schwachem Rauschen am größten',
  middle: 'Der Verlust ist bei mittlerem Rauschen am größten',
  noise: 'Der Verlust ist bei starkem Rauschen am größten',
};

/* Charts: the error of the learned score or velocity */
export const learnedTitle = {
  score: 'Der gelernte Score gegen den exakten',
  velocity: 'Die gelernte Geschwindigkeit gegen die exakte',
};
export const learnedAxes = {
  score: 'Quadratischer Abstand des gelernten ε vom exakten ε, je Dimension',
  velocity: 'Quadratischer Abstand des gelernten u vom exakten u, je Dimension',
};
export const learnedError = {
  score: 'Fehler des gelernten Scores',
  velocity: 'Fehler der gelernten Geschwindigkeit',
};
export const learnedSoon = {
  score: 'Erscheint, sobald ein Netz einen Score gelernt hat.',
  velocity: 'Erscheint, sobald ein Netz eine Geschwindigkeit gelernt hat.',
};
export const leastAccurate = {
  score: {
    data: 'Der gelernte Score ist bei schwachem Rauschen am ungenauesten',
    middle: 'Der gelernte Score ist bei mittlerem Rauschen am ungenauesten',
    noise: 'Der gelernte Score ist bei starkem Rauschen am ungenauesten',
  },
  velocity: {
    data: 'Die gelernte Geschwindigkeit ist bei schwachem Rauschen am ungenauesten',
    middle: 'Die gelernte Geschwindigkeit ist bei mittlerem Rauschen am ungenauesten',
    noise: 'Die gelernte Geschwindigkeit ist bei starkem Rauschen am ungenauesten',
  },
};
export const noExactScore = 'Für diesen Datensatz ist kein exakter Score bekannt.';
export const afterFirstSteps = 'Erscheint nach den ersten Schritten.';

/* Sampler comparison, before it is open */
export const compareSamplers = 'Sampler vergleichen';
export const compareSamplersHint =
  'Stichproben eines Modells mit wenigen und mit vielen Schritten, aus demselben Rauschen.';
