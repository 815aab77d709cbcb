/** The library of runs: what an earlier visit left, storage, and other tabs. */
import { count } from '../../../lib/numbers';

export const progress = (step: number, steps: number) => `${count(step)} von ${count(steps)} Schritten`;
export const stays = 'Bis zum Löschen bleibt alles in diesem Browser.';
export const notOpened = 'Der gespeicherte Lauf konnte nicht geöffnet werden.';
export const resumeComparison = 'Den Vergleich fortsetzen';
export const resume = 'Fortsetzen';
export const watch = 'Zusehen';
export const takeOver = 'Übernehmen';
export const savedComparison = (a: string, b: string, done: string) =>
  `Ein Vergleich von einem früheren Besuch ist gespeichert: ${a} und ${b}, ${done}.`;
export const alsoComparison = (done: string) => `Auch ein Vergleich ist gespeichert: ${done}.`;
export const runElsewhere = (run: string) => `Ein Lauf trainiert in einem anderen Tab: ${run}`;
export const watchedOrTaken =
  '„Zusehen“ zeigt ihn hier nur. „Übernehmen“ setzt ihn hier fort und hält ihn dort an.';
export const savedRun = (run: string) => `Ein Lauf von einem früheren Besuch ist gespeichert: ${run}`;
/** A run in one line, before what else is saved. */
export const runLine = (settings: string, done: string) => `${settings}, ${done}.`;

export const notSaved = 'Läufe werden nicht für den nächsten Besuch gespeichert.';
export const littleRoom = 'Der Browser hat kaum noch Platz für Läufe.';
export const madeRoom =
  'Um diesen Lauf zu speichern, wurden ältere Checkpoints gelöscht, und weitere können folgen; der neueste jedes Laufs bleibt. Läufe löschen, die nicht mehr gebraucht werden.';

export const takenOver = 'Ein anderer Tab hat diesen Lauf übernommen.';
export const takenOverMeans =
  'Hier ist er angehalten. Was hier von ihm aus trainiert wird, wird als eigener Lauf gespeichert.';
export const sharedRun = 'Ein anderer Tab hat diesen Lauf ebenfalls.';
export const sharedRunMeans =
  'Was hier trainiert wird, wird als eigener Lauf gespeichert; der andere bleibt, wie er ist.';

export const runLeftOut = (why: string) => `Ein Lauf ist nicht in der Datei. ${why}`;
export const runFault = (name: string, fault: string) => `„${name}“: ${fault}`;
export const nothingToExport = 'Es gibt keinen Lauf zu exportieren.';
export const otherVersion = (field: string, value: string) =>
  `Seine Einstellungen stammen von einer anderen Version der App: ${field} ist ${value}.`;
export const olderStep = (name: string, step: number) => `„${name}“ geht ab Schritt ${count(step)} weiter.`;
/** The name of a copy. @param name absent where the run has none */
export const copyOf = (name = 'Lauf') => `${name}, Kopie`;
export const trainsNow = 'Dieser Lauf trainiert gerade: vor dem Löschen anhalten.';
