/** The Process view. */

/** @param left share of the variance that is signal at the end; null where all is noise */
const atEnd = (left: string | null) =>
  left === null ? 'am Ende reines Rauschen' : `am Ende aber ${left} der Varianz Signal`;
export const neverHalfNoise = (signal: string, end: string) =>
  `Nie zur Hälfte Rauschen: bei t = ${end} sind ${signal} der Varianz Signal.`;
export const halfNoiseAtOnce = (left: string | null) =>
  `Nach einem Schritt mehr als die Hälfte Rauschen, ${atEnd(left)}.`;
export const halfNoise = (time: string, end: string, left: string | null) =>
  `Zur Hälfte Rauschen bei t = ${time} von ${end}, ${atEnd(left)}.`;
export const noProcess = (shown: string) =>
  `Diese Einstellungen ergeben keinen Prozess. Die Bilder zeigen ${shown}.`;

/** The settings in one line. */
export const flowLine = (process: string) => `${process}, auf geraden Linien von den Daten zum Rauschen`;
export const sigmaLine = (process: string, sigmaMax: number) => `${process}, σ bis ${sigmaMax}`;
export const scheduleLine = (process: string, schedule: string) => `${process}, ${schedule}`;

export const allPeaks = (t: string, peaks: number) =>
  `Bei t = ${t} sind alle ${peaks} Maxima des 1-D-Beispiels noch da`;
export const onePeak = (t: string, peaks: number) =>
  `Bei t = ${t} sind die ${peaks} Maxima des 1-D-Beispiels zu einem verschmolzen`;
export const somePeaks = (t: string, now: number, peaks: number) =>
  `Bei t = ${t} sind ${now} von ${peaks} Maxima des 1-D-Beispiels noch da`;
export const currentStays = 'Der Strom, geteilt durch g², fällt nie auf ein Zehntel';
export const currentFalls = (t: string) => `Der Strom, geteilt durch g², fällt bis t = ${t} auf ein Zehntel`;
export const fokkerPlanck = (error: string) =>
  `Die Fokker-Planck-Gleichung, mit finiten Volumen allein aus den Daten integriert, weicht von der geschlossenen Form um eine Totalvariation von höchstens ${error} ab.`;
export const neverHalfway = (names: string, processes: number) =>
  `${names} ${processes > 1 ? 'sind' : 'ist'} nie zur Hälfte Rauschen`;
export const halfwayAfter = (shares: string) => `Zur Hälfte Rauschen nach: ${shares} der Rauschzeit`;

/** What a symbol is, after its sign and its value. */
export const dataFactor = (t: string) => `ist der Faktor der Daten bei t = ${t}.`;
export const noiseDeviation =
  'ist die Standardabweichung des Rauschens. Die Summe der Quadrate ist 1: die Varianz bleibt erhalten.';
export const noiseFactor =
  'ist der Faktor des Rauschens. Die Summe der beiden ist 1: x bewegt sich auf einer geraden Linie von den Daten zum Rauschen.';
export const velocity =
  'ist die Geschwindigkeit: der Mittelwert von ε − x₀ über alle Linien durch x bei t. Ohne Rauschen kreuzen sich ihre Pfade nie.';
export const sigmaOfVe = (t: string) => `bei t = ${t}. Die Daten werden nicht verkleinert.`;
export const dataPoint = 'ist ein Punkt der Daten; ihre Dichte ist links gezeichnet.';
export const noiseSample = 'ist eine Stichprobe von N(0, 1), grau gezeichnet.';
export const shrinkFactor = (t: string) => `ist der Faktor des vorigen Zustands in Schritt ${t}.`;
export const stepNoise = (t: string) =>
  `ist das Rauschen, das Schritt ${t} hinzufügt. Es macht die Vorwärtspfade rau.`;
export const noDrift = 'bei diesem Prozess: nur das Rauschen wächst.';
export const growingDrift = (t: string) =>
  `bei t = ${t}: eine Drift zur 0, die für t gegen 1 über alle Grenzen wächst.`;
export const balancingDrift = (t: string) =>
  `bei t = ${t}: eine Drift zur 0, die die Varianz am Wachsen hindert.`;
export const forwardNoise = (t: string) => `bei t = ${t}: das Rauschen, das die Vorwärtspfade rau macht.`;
export const scoreFactor = (t: string) => `bei t = ${t}: der Faktor des Scores in der Rückwärts-SDE.`;
export const score = 'ist der Score: er zeigt zu höherer Dichte. Hier ist er exakt.';
export const reverseNoise = 'ist neues Rauschen des Rückwärtsprozesses. Es macht diese Pfade rau.';
export const odeFactor =
  'ist der Faktor des Scores in der Wahrscheinlichkeitsfluss-DGL. Ohne Rauschen führt derselbe Anfang zum selben Ende, und Pfade kreuzen sich nie.';
export const density = (t: string) => `ist die Dichte bei t = ${t}, in geschlossener Form bekannt.`;
export const current = 'ist der Wahrscheinlichkeitsstrom an jedem Ort: violett aufwärts, grün abwärts.';

export const mapCaption = 'Ein eindimensionales Beispiel: eine Mischung aus fünf Gaußglocken';
export const mapCaptionShort = '1-D-Beispiel';
export const mapScale = 'pₜ(x), Wurzelskala';
export const mapScaleOfSpread = 'pₜ über x / √(α² + σ²), Wurzelskala';
export const mapScaleShort = 'pₜ(x), √-Skala';
export const computingDensity = 'Die Dichte wird berechnet …';
export const densityNotReady = 'Die Dichte wird gerade berechnet.';
export const pathNames = {
  forward: 'vorwärts',
  reverse: 'der Rückwärts-SDE',
  ode: 'der Wahrscheinlichkeitsfluss-DGL',
};
export const densitySummary = (map: {
  readonly from: string;
  readonly to: string;
  readonly most: string;
  readonly cursor: string;
  readonly scaled: boolean;
  readonly paths: readonly string[];
}) => {
  const scaled = map.scaled ? ' Jede Zeit ist durch ihre eigene Streuung geteilt.' : '';
  const over = map.paths.length > 0 ? ` Darüber Pfade: ${map.paths.join(', ')}.` : '';
  return `Eindimensionales Beispiel: die Dichte einer Mischung aus fünf Gaußglocken von t = ${map.from} bis ${map.to}, höchstens ${map.most}; der Cursor steht bei t = ${map.cursor}.${scaled}${over}`;
};

export const paths = 'Pfade';
export const pathButtons = {
  forward: 'Vorwärts',
  reverse: 'Rückwärts-SDE',
  ode: 'Wahrscheinlichkeitsfluss-DGL',
};
export const forwardProcess = 'Vorwärtsprozess';
export const densityOverTime = 'Dichte über der Zeit';
export const scheduleCurves = 'Kurven des Rauschplans';
export const time = 'Zeit';

export const scoreArrows = 'Pfeile: der Score ∇ log pₜ, zu höherer Dichte';
export const densityAndScore = 'Dichte und Score zu einer Zeit';
export const sliceSummary = (title: string, most: string) =>
  `${title}. Die Dichte ist höchstens ${most}; Pfeile zeigen zu ihren Maxima.`;
export const exactScore = 'exakter Score, mal σ';
export const twoReversals = 'Zwei Rückwärtsprozesse, eine Dichte';
export const chainStep = 'Ein Schritt der Kette:';
export const manySteps = 'Viele kleine Schritte, als SDE:';
export const forwardSde = 'Die Vorwärts-SDE, von den Daten zum Rauschen:';
export const reverseSde = 'Rückwärts-SDE: der volle Score-Term, mit neuem Rauschen.';
export const flowOde =
  'Wahrscheinlichkeitsfluss-DGL: der halbe Score-Term, ohne Rauschen. Die Pfade unterscheiden sich; die Verteilung ist bei jedem t dieselbe.';
export const flowLearnsOde = 'Flow Matching lernt die rechte Seite dieser DGL als Ganzes:';
export const whereProbabilityFlows = 'Wohin Wahrscheinlichkeit fließt';
export const currentOverTime = 'Wahrscheinlichkeitsstrom über der Zeit';
export const currentSummary = (title: string) => `${title}. Violett fließt aufwärts, grün abwärts.`;
export const computingCurrent = 'Der Strom wird berechnet …';
export const noisingTime = 'Rauschzeit t';
export const currentScale = 'J/g², √-Skala';
export const oneAxis = (names: string) => `${names} auf einer Achse`;
export const onlyAScale = (names: string) =>
  `${names} auf einer Achse. Bei gleichem log SNR unterscheiden sie sich nur um einen Maßstab.`;
export const processesSummary = (title: string) =>
  `Log SNR jedes Prozesses über seiner eigenen Zeit. ${title}.`;
export const wayToNoise = 'Anteil des Wegs zum Rauschen';

export const varianceRate = 'Varianzzuwachs je Zeiteinheit, g²';
export const stepRate = 'Rauschen eines Schritts, β';
export const timeRate = 'Rauschen je Zeiteinheit, β(t)';
export const axisEnds = (name: string, at: string) => `${name} (die Achse endet bei ${at})`;
export const shareOfVariance = 'Anteil an der Varianz';
export const logSignalToNoise = 'log Signal-Rausch-Verhältnis';
export const signal = 'Signal';
export const noise = 'Rauschen';
export const curvesAt = (t: string, values: string) => `Bei t = ${t}: ${values}.`;
export const curveValues = (share: string, snr: string, rate: string) =>
  `Signal ${share} der Varianz, log SNR ${snr}, ${rate}`;
export const twoCurvesAt = (
  t: string,
  one: { readonly name: string; readonly values: string },
  other: { readonly name: string; readonly values: string },
) => `Bei t = ${t}, ${one.name}: ${one.values}; ${other.name}: ${other.values}.`;

/** Frames of the strip. */
export const frames = (times: string, signals: string) => `t = ${times} mit ${signals} Signal`;
export const stripOf = (isImage: boolean, spacing: 'time' | 'snr', shown: string) =>
  `${isImage ? 'Ein Bild' : 'Eine Punktwolke'} in neun Einzelbildern in gleichen Schritten ${spacing === 'time' ? 'der Zeit' : 'von log SNR'}: ${shown}.`;
export const stripAbove = (schedule: string, shown: string) => `Darüber, mit ${schedule}: ${shown}.`;
export const dataLoading = 'Die Daten werden geladen.';
export const dataNotLoaded = 'Die Daten ließen sich nicht laden.';
export const noDataYet = 'Noch keine Daten: sie in der Ansicht Trainieren öffnen oder zeichnen.';

export const terminalSignal = 'Signal am Ende';
export const closedForm = 'Die geschlossene Form';
export const image = 'Bild';
export const imageOf = 'Bild:';
export const another = 'Ein anderes';
export const stripSamples = 'Stichproben im Vorwärtsprozess';
export const equalSteps = 'Gleiche Schritte';
export const ofTime = 'von t';
export const ofLogSnr = 'von log SNR';
export const equalStepsHelp =
  'zu welchen Zeiten die neun Einzelbilder sind: in gleichen Schritten von t oder des logarithmierten Signal-Rausch-Verhältnisses';
export const compareWith = 'Vergleichen mit';
export const none = 'keinem';
export const allOthers = 'allen anderen';
export const compareWithHelp =
  'andere Rauschpläne, jeder in einer Reihe von Einzelbildern darüber: dieselben Stichproben und dasselbe Rauschen zu denselben Zeiten';
export const process = 'Prozess';
export const noiseSettings = 'Rauschen';
