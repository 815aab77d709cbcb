/** What one does with a model of points in the Sample view: inpaint a coordinate, edit points, interpolate, classify. */
import { count, plural } from '../../lib/numbers';

const points = (n: number) => `${count(n)} ${plural(n, { one: 'Punkt', other: 'Punkte' })}`;
/** „ der Klasse 7“; nothing where none is drawn. */
const ofClass = (name: string | null) => (name === null ? '' : ` der Klasse ${name}`);

export const data = 'Daten';
export const drawn = 'gezogen';
export const drawnAt = (known: string, value: string) => `gezogen, ${known} = ${value}`;
export const exact = 'exakt';

export const knownCoordinate = 'Bekannte Koordinate';
export const known = (name: string) => `${name} ist bekannt`;
export const knownValue = (name: string) => `Wert von ${name}`;
export const inpaintHelp = (known: string, value: string, free: string) =>
  `Das Modell zieht ${free} von Punkten, deren ${known} gleich ${value} ist: Stichproben aus p(${free} | ${known}). Die bekannte Koordinate bleibt, wie sie ist, Bit für Bit.`;
export const inpaintPoints = (n: number) => `Inpainting, ${points(n)}`;
export const linePicture = 'Die Linie der bekannten Koordinate und die Punkte, die auf ihr gezogen sind';
export const lineSummary = (n: number, known: string, value: string, seed: number, name: string | null) =>
  `${points(n)}${ofClass(name)} mit ${known} = ${value}, Seed ${seed}`;
export const earlierValue = (summary: string) => `${summary}, mit einem früheren Wert`;
export const distribution = 'Die Verteilung der gezogenen Koordinate';
export const distributionAppears = 'Hier erscheint ihre Verteilung.';
export const density = (free: string, known: string) => `p(${free} | ${known})`;

interface Agreement {
  readonly n: number;
  readonly known: string;
  readonly value: string;
  readonly free: string;
  readonly className: string | null;
  readonly distance: string;
  readonly floor: string;
  readonly spread: string;
  readonly sets: number;
}
export const agreement = (of: Agreement) =>
  `Die Werte von ${of.free} haben den Abstand ${of.distance} vom exakten p(${of.free} | ${of.known} = ${of.value}) der Daten${ofClass(of.className)} (Wasserstein-1, in Standardabweichungen der Daten, n = ${count(of.n)}); ebenso viele exakte Ziehungen haben ${of.floor} ± ${of.spread} (Mittelwert und Standardabweichung von ${of.sets} Sätzen).`;
export const near = (share: string, reach: string) =>
  `${share} der Daten liegen höchstens ${reach} vom bekannten Wert entfernt.`;
export const fewNear = 'Kaum Daten haben das Modell diese Linie gelehrt.';
export const guided = (scale: string) =>
  `Mit Guidance ${scale} zieht das Modell aus einer anderen Verteilung als der der Daten.`;
export const densityUnknown =
  'Die Dichte dieser Daten ist nicht bekannt; deshalb gibt es keine exakte Verteilung zum Vergleich.';

export const edited = 'bearbeitet';
export const pointsToEdit = 'Die Punkte zum Bearbeiten';
export const drawnPoints = (n: number, most: number) =>
  n === 0
    ? 'Drücken setzt einen Punkt, Ziehen eine Reihe von Punkten.'
    : `${points(n)} von höchstens ${count(most)}.`;
export const editHelp =
  'Rauschen verdeckt, wo die Punkte lagen, und das Modell führt jeden an einen Ort, an dem Daten liegen können: je mehr Rauschen, desto mehr gleicht ihre Verteilung der der Daten und desto weiter können sie sich entfernen. Bei Stärke 0 bleiben sie, bei 1 sind sie neue Stichproben.';
export const editPoints = (n: number) => `Bearbeiten, ${points(n)}`;
export const editedPicture =
  'Die bearbeiteten Punkte, jeder mit einer Linie von dort, wo er gezeichnet wurde';
export const editedSummary = (n: number, strength: string, seed: number) =>
  `${points(n)}, Stärke ${strength}, Seed ${seed}`;
export const moved = (n: number, strength: string, distance: string) =>
  `Bei Stärke ${strength} sind die Punkte ${distance} von dort entfernt, wo sie gezeichnet wurden (mittlerer Abstand, in Standardabweichungen der Daten, n = ${count(n)}).`;

export const twoPoints = 'Zwei Punkte';
export const twoPointsMeaning =
  'Einmal drücken für den Anfang, dann für das Ende; später wird der nähere verschoben. Beide Punkte werden entlang der Wahrscheinlichkeitsfluss-DGL zu ihrem Rauschen geführt, und auf dem Bogen zwischen beiden Rauschvektoren beginnen die Stichproben.';
export const endsChosen = 'Die Punkte, zwischen denen der Weg liegt';
export const twoEncodedPoints = 'zwei kodierten Punkten';
export const path = 'Der Weg der Stichproben in der Ebene';
export const pathMissed = (distance: string) =>
  `Die Enden des Wegs sind höchstens ${distance} von den Punkten entfernt, in Standardabweichungen der Daten.`;

export const pointToClassify = 'Der Punkt zum Klassifizieren';
export const classifyPointsHelp = (pairs: number, nfe: number) =>
  `Eine Stelle wählen. Zu ihr kommt Rauschen hinzu, ${count(pairs)}-mal gleichmäßig im Log-SNR, und das Modell schätzt es unter jeder Klasse, aus demselben Rauschen. Die Fehler ergeben zusammen die Schranke für −log p(x | Klasse) und damit p(Klasse | x), bei gleich wahrscheinlichen Klassen. Weit von allen Daten hat das Modell nichts über sie gelernt. ${count(nfe)} Auswertungen.`;
export const accuracyOn = (n: number) => `Genauigkeit auf ${count(n)} Punkten`;
export const posteriorOf = ([x, y]: readonly string[]) => `p(Klasse | x) bei (${x}; ${y})`;
export const byModel = 'Nach dem Modell';
export const byDensity = 'Exakt';
/** @param share of all data */
export const bayes = (right: number, share: string) =>
  `Die nach der exakten Dichte wahrscheinlichste Klasse stimmt bei ${count(right)} von ihnen und bei ${share} aller Daten: Im Mittel ist kein Klassifikator besser (Bayes).`;
