/** The studies of both sides in Compare: quality against steps, against steps left out, and the guesses. */
import { count, plural } from '../../../lib/numbers';

const steps = (n: number) => `${count(n)} ${plural(n, { one: 'Schritt', other: 'Schritte' })}`;
/** Dative, after „bei“. */
const ofSteps = (n: number) => `${count(n)} ${plural(n, { one: 'Schritt', other: 'Schritten' })}`;

/* What all studies say */
export const noClassifier = 'Für diese Bilder gibt es keinen Klassifikator.';
export const trainBothFirst = 'Zuerst beide trainieren.';
export const pauseFirst = 'Zuerst das Training pausieren oder beenden.';
export const cancel = 'Abbrechen';
export const realData = 'echte Daten';
export const readOut = 'Ablesen';
export const toReadOut = (column: string) => `${column} zum Ablesen`;
export const better = 'Besser';
export const noDifference = 'kein Unterschied';
export const notDecided = 'nicht entschieden';
/** „20 Schritte: A 0,0123 ± 0,0004, B 0,0101 ± 0,0003; besser: B, 1,2× (1,1 bis 1,3)“ */
export const reading = (place: string, scores: readonly string[], verdict: string, isBetter: boolean) =>
  `${place}: ${scores.join('; ')}; ${isBetter ? `besser: ${verdict}` : verdict}`;
/** A ratio with the ends of its interval, written. */
export const times = (ratio: string, low: string, high: string) => `${ratio}× (${low} bis ${high})`;
export const ofSides = (name: string) => `${name}, von A und B`;
/** @param measure the name of the measure. @param noun of the samples */
export const basis = (measure: string, n: number, noun: string) =>
  `${measure[0].toUpperCase()}${measure.slice(1)} zu den Daten, je Seite ${count(n)} ${noun}; kleiner ist besser.`;
/** @param chance the deviation of the floor, written; null where it is not known */
export const floor = (value: string, chance: string | null) =>
  `Echte gegen echte Daten: ${value}${chance === null ? '' : ` ± ${chance}`}.`;
export const seedNote =
  'Jeder Seed zieht anderes Rauschen und andere echte Daten, für beide Seiten dieselben; die zwei Modelle bleiben, wie sie sind. Bänder und ± in den Spalten von A und B sind Standardabweichungen über die Seeds. Ein Verhältnis ist das geometrische Mittel über die Seeds, schlechtere Seite durch bessere, mit seinem Intervall: 95 % für alle Zeilen zusammen.';
export const seeds = (n: number) => `${count(n)} ${plural(n, { one: 'Seed', other: 'Seeds' })}`;
export const seedsTitle = (n: number) => `${seeds(n)} für Rauschen und echte Daten, für A und B dieselben`;
export const moreSeeds = (n: number) => `${n} weitere Seeds`;
export const missingSeeds = (n: number) =>
  plural(n, { one: 'Den fehlenden Seed ergänzen', other: 'Die fehlenden Seeds ergänzen' });
export const mayDecide = ': Sie könnten entscheiden, was offen ist';
/** @param left the time, written; null where it is not known */
export const progress = (done: string, left: string | null) =>
  left === null ? done : `${done}, noch etwa ${left}`;
export const tooFewImages = 'Zu wenige Bilder für einen Vergleich: Ein Fréchet-Abstand braucht 512 je Seite.';

/* The names of the sides, inside a sentence */
export const pretrainedName = (side: string, label: string) => `${side} („${label}“)`;
/** „Kosinus (B)“ */
export const sideName = (label: string, side: string) => `${label.split(',')[0]} (${side})`;

/* Quality against steps */
export const stepStudy = {
  name: 'Qualität gegen Schritte',
  column: 'Schritte',
  axis: 'Ziehschritte',
  place: steps,
};
/** @param steps those of A and of B */
export const afterTraining = (a: number, b: number) =>
  a === b
    ? `Nach ${count(a)} ${plural(a, { one: 'Trainingsschritt', other: 'Trainingsschritten' })}.`
    : `Nach ${count(a)} (A) und ${count(b)} (B) Trainingsschritten.`;
export const refused = (side: string, place: string, why: string) => `${side}, ${place}: ${why}`;
export const atEveryNumber = 'bei jeder Schrittzahl';
export const atSteps = (n: number) => `bei ${ofSteps(n)}`;
export const atMost = (n: number) => `bei ≤ ${ofSteps(n)}`;
export const atLeast = (n: number) => `bei ≥ ${ofSteps(n)}`;
export const between = (least: number, most: number) => `bei ${count(least)} bis ${ofSteps(most)}`;
/** @param ratios written, of the least and of the greatest. @param counts the least and the greatest number of seeds */
export const isBetter = (
  side: string,
  place: string,
  ratios: readonly string[],
  [least, most]: readonly [number, number],
) =>
  `${side} ist ${place} besser, Faktor ${ratios.join(' bis hin zu ')}, ${least === most ? '' : `${least} bis `}${most} Seeds`;
export const noDifferenceAt = (place: string) => `kein Unterschied ${place}`;
export const openAt = (place: string) => `${place} nicht entschieden: mehr Seeds nötig`;
export const nothingAt = (place: string) => `${place} nichts zu vergleichen`;

/* Quality against steps left out */
export const skipStudy = {
  name: 'Qualität gegen ausgelassene Schritte',
  column: 'Ausgelassen',
  axis: 'Anteil der ausgelassenen Rückwärtsschritte',
  place: (share: string) => `${share} ausgelassen`,
};
export const skipTitle = 'Welche Schritte lassen sich auslassen?';
export const skipHint = (n: number) =>
  `Das Ziehen beginnt später im Rückwärtsprozess, mit Rauschen anstelle des dortigen Zustands; insgesamt ${n} Schritte.`;
export const noLossUpTo = (share: string) => `keine Einbuße bis ${share}`;
export const worseAt = (ratio: string, share: string) => `${ratio} schlechter bei ${share}`;
export const openAtShare = (share: string) => `bei ${share} nicht entschieden: mehr Seeds nötig`;
/** @param sides what is so of each, by its name */
export const leftOut = (sides: readonly string[]) => `Erste Schritte ausgelassen, ${sides.join('; ')}.`;
export const ofSide = (side: string, finding: string) => `${side}: ${finding}`;
const PAPER =
  'Nichol und Dhariwal (2021, Abb. 4, Bilder von 64 × 64) fanden, dass ein linearer Rauschplan mit bis zu 20 % ausgelassenen Schritten nicht viel schlechter ist';
export const paperSoHere = `${PAPER}. So ist es auch hier.`;
export const paperWorseHere = (ratio: string) => `${PAPER}. Hier ist er ${ratio} schlechter.`;
export const paperOpenHere = `${PAPER}. Hier ist das nicht entschieden.`;

/* The guesses */
export const guessTitle = 'Wohin will jede Seite?';
export const guessHint = 'Die Vorhersagen x̂₀ beider Modelle in den Ziehschritten, aus demselben Rauschen.';
/** @param deviations within which they stay. @param a and b shares of the steps, written */
export const guessesSettle = (deviations: string, a: string, b: string) =>
  `Die Vorhersagen bleiben innerhalb von ${deviations} Standardabweichungen der Ergebnisse: in A nach ${a} der Schritte, in B nach ${b}`;
export const guessFilm = (side: string) => `${side}: Vorhersagen zu neun Zeiten des Rückwärtsprozesses`;
export const guessTraces = (side: string) =>
  `${side}: Spuren der Vorhersagen von 24 Stichproben, vom Rauschen bis zum Ergebnis`;
export const guessChart = 'Abstand der Vorhersagen von A und B von ihren Ergebnissen';
export const guessAxis = 'Anteil der getanen Schritte';
export const guessNote =
  'Die Kurven: mittlerer quadratischer Abstand (Wurzel) der Vorhersagen von ihren Ergebnissen, in Standardabweichungen der Ergebnisse. In den Spuren ist ein Ring die erste Vorhersage, ein Punkt die letzte.';
export const drawing = 'Ziehen läuft';
export const draw = 'Vorhersagen ziehen';
export const drawAgain = 'Erneut ziehen';
export const drawTitle = 'Zieht aus beiden Modellen vom selben Rauschen aus';
