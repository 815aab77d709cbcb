/** Memorisation in Train: copies of training examples, the loss on held-out data, and the study of when copying begins. */
import { count, decimal, percent, plural } from '../../../lib/numbers';

import type { Measured } from '../../train/memorise';

export const title = 'Auswendig lernen oder verallgemeinern';
export const hint =
  'Eine Stichprobe ist eine Kopie, wenn ihr nächstes Trainingsbeispiel weniger als ein Drittel so weit entfernt ist wie das zweitnächste (Bonnaire et al. 2025)';
export const follow = 'Diesen Lauf verfolgen';
export const few =
  'Mit allen Trainingsbeispielen gibt es so bald nichts auswendig zu lernen: 100 unter „Trainingsbeispiele“ versuchen.';
export const whyNot = {
  classes: 'Kopien werden nur für Netze ohne Klassen gezählt.',
  table: 'Von einer Tabelle ist nichts vom Training ausgenommen: Frische Punkte sind ihre eigenen Zeilen.',
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
export const noMoreCopies = (share: number, floor: number) =>
  `Nicht mehr Kopien als in frischen Daten: ${percent(share)} gegenüber ${percent(floor)}`;

export const measured = ({ examples, step, samples, fresh, spread }: Measured) =>
  `n = ${count(examples)} Trainingsbeispiele, Schritt ${count(step)}. Kopien unter ${count(samples)} Stichproben und unter ${count(fresh)} frischen Daten, von denen je ${count(samples)} um ± ${percent(spread, 1)} streuen.`;
/** @param losses written, as is their difference's standard error @param n samples on each side */
export const losses = (training: string, outside: string, error: string, n: number) =>
  `Verlust der gemittelten Gewichte: ${training} auf Trainingsbeispielen, ${outside} auf zurückgehaltenen Daten, Differenz ± ${error}; je ${count(n)}, mit demselben Rauschen.`;

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
export const begins = (step: number, examples: number) =>
  `Mit ${count(examples)} Beispielen beginnt das Kopieren nach ${count(step)} Schritten`;
export const neverBegins = (examples: number, steps: number) =>
  `Mit ${count(examples)} Beispielen beginnt das Kopieren nicht innerhalb von ${count(steps)} Schritten`;
export const studyBasis = (seeds: number, steps: number) =>
  `${seeds} ${plural(seeds, { one: 'Seed', other: 'Seeds' })}, höchstens ${count(steps)} Schritte. Das Kopieren beginnt, wo ein Zehntel dessen, was über den Zufall hinaus Kopie sein kann, eine ist. Bonnaire et al. (2025) finden Schritte ∝ n.`;
export const leftOut = (examples: number) =>
  `Größere n als ${count(examples)} sind nicht versucht worden: Sie dauern länger.`;
