/** Memorisation in Train: copies of training examples, the loss on held-out data, and the study of when copying begins. */
import { count, decimal, percent, plural } from '../../../lib/numbers';

import type { Measured, Shares } from '../../train/memorise';

export const title = 'Auswendig lernen oder verallgemeinern';
export const hint =
  'Eine Stichprobe ist eine Kopie, wenn ihr nächstes Trainingsbeispiel weniger als ein Drittel so weit entfernt ist wie das zweitnächste (Bonnaire et al. 2025)';
export const follow = 'Diesen Lauf verfolgen';
export const few =
  'Mit allen Trainingsbeispielen gibt es so bald nichts auswendig zu lernen: 100 unter „Trainingsbeispiele“ versuchen.';
export const whyNot = {
  classes: 'Kopien werden nur für Netze ohne Klassen gezählt.',
  table: 'Von einer Tabelle ist nichts vom Training ausgenommen: Frische Punkte sind ihre eigenen Zeilen.',
  'one-example':
    'Bei einem Trainingsbeispiel gibt es kein zweitnächstes: „Trainingsbeispiele“ auf mindestens 2 setzen.',
  'all-images':
    'Keine Daten sind vom Training ausgenommen: „Trainingsbeispiele“ kleiner wählen als die Zahl der geöffneten Bilder.',
};
export const notYet = 'Wird mit den nächsten Stichproben eines Laufs gemessen.';
export const chart =
  'Kopien sowie Verlust auf Trainingsbeispielen und auf zurückgehaltenen Daten, nach Trainingsschritt';
export const table = 'Kopien und Verluste';
export const columns = [
  'Schritt',
  'Kopien',
  'Kopien in frischen Daten',
  'Verlust auf Beispielen',
  'Verlust auf zurückgehaltenen Daten',
];
export const copies = 'Kopien';
export const freshData = 'frische Daten';
export const examples = 'Beispiele';
export const heldOut = 'zurückgehalten';
export const lossAxis = 'Verlust';
export const stepAxis = 'Trainingsschritt';
export const failed = 'Die Kopien konnten nicht gezählt werden.';

export const copiesFound = (share: number, floor: number) =>
  `${percent(share)} der Stichproben sind Kopien von Trainingsbeispielen; von frischen Daten sind es ${percent(floor)}`;
export const noMoreCopies = ({ share, samples, floor, fresh }: Shares) =>
  `Nicht mehr Kopien, als der Zufall erklärt: ${percent(share)} von ${count(samples)} Stichproben, ${percent(floor)} von ${count(fresh)} frischen Daten`;

const between = ([low, high]: readonly [number, number]) => `${percent(low, 1)} bis ${percent(high, 1)}`;
export const measured = ({ examples, step, samples, fresh, intervals }: Measured) =>
  `n = ${count(examples)} Trainingsbeispiele. Kopien unter ${count(samples)} Stichproben von Schritt ${count(step)}: 95-%-Intervall ${between(intervals.samples)}; unter ${count(fresh)} frischen Daten: ${between(intervals.fresh)}.`;
/** @param losses written, as is their difference's standard error @param n samples on each side @param step of the weights */
export const losses = (training: string, outside: string, error: string, n: number, step: number) =>
  `Verlust der gemittelten Gewichte bei Schritt ${count(step)}: ${training} auf Trainingsbeispielen, ${outside} auf zurückgehaltenen Daten, Differenz ± ${error}; je ${count(n)}, mit demselben Rauschen.`;

export const studyTitle = 'Wann beginnt das Kopieren?';
export const studyHint = (counts: string) =>
  `Trainiert neue Netze mit diesen Einstellungen auf ${counts} Beispielen, mit konstanter Lernrate, bis ihre Stichproben kopieren`;
export const start = 'Netze trainieren';
export const anotherSeed = 'Weiterer Seed';
export const cancel = 'Abbrechen';
export const limit = 'Größte Zahl der Trainingsschritte eines Netzes';
export const limitOption = (steps: number) => `höchstens ${count(steps)} Schritte`;
export const notReady =
  'Nötig ist ein Lauf, der pausiert oder fertig ist: Seine Einstellungen sind die der Netze.';
export const training = (examples: number) => `Training auf ${count(examples)} Beispielen`;
export const studyFailed = 'Die Netze konnten nicht trainiert werden.';
export const studyChart =
  'Trainingsschritte, nach denen das Kopieren beginnt, nach der Zahl der Trainingsbeispiele';
export const studyTable = 'Wann das Kopieren beginnt';
export const studyColumns = ['n', 'Schritte', 'Seeds', 'nicht begonnen', 'Kopien in frischen Daten'];
export const examplesAxis = 'Trainingsbeispiele n';
export const notBegun = 'noch nicht';

export const grows = (exponent: number, from: number, to: number) =>
  `Das Kopieren beginnt nach einer Zahl von Schritten, die wie n hoch ${decimal(exponent.toFixed(2))} wächst, von n = ${count(from)} bis ${count(to)}`;
/** @param some seeds in which it begins, and all; null where these are the same */
export const begins = (
  step: number,
  examples: number,
  some: { readonly copying: number; readonly seeds: number } | null,
) =>
  `Mit ${count(examples)} Beispielen beginnt das Kopieren ${some ? `bei ${some.copying} von ${some.seeds} Seeds ` : ''}nach ${count(step)} Schritten`;
export const neverBegins = (examples: number, steps: number) =>
  `Mit ${count(examples)} Beispielen beginnt das Kopieren nicht innerhalb von ${count(steps)} Schritten`;
export const studyBasis = (seeds: number, steps: number) =>
  `${seeds} ${plural(seeds, { one: 'Seed', other: 'Seeds' })}, höchstens ${count(steps)} Schritte. Das Kopieren beginnt, wo ein Zehntel dessen, was über den Zufall hinaus Kopie sein kann, eine ist. Bonnaire et al. (2025) finden Schritte ∝ n.`;
export const leftOut = (examples: number) =>
  `Über n = ${count(examples)} hinaus ist nichts versucht worden: Es dauert länger.`;
