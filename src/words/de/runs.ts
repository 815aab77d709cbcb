/** The Runs panel, and the dialog about a run that trains in another tab. */
import { count, decimal, figure, plural } from '../../lib/numbers';

const runsOf = (n: number) => `${count(n)} ${plural(n, { one: 'Lauf', other: 'Läufe' })}`;

export const runs = 'Läufe';
export const close = 'Schließen';
export const cancel = 'Abbrechen';
export const save = 'Speichern';
export const undo = 'Zurücknehmen';
export const details = 'Einzelheiten';
export const actions = 'Aktionen';
export const reading = 'Die gespeicherten Läufe werden gelesen…';
export const notLoaded =
  'Der Code, der Läufe liest und speichert, ließ sich nicht laden: Kein Lauf dieser Seite wird gespeichert. Verbindung prüfen und noch einmal versuchen.';
export const tryAgain = 'Noch einmal versuchen';
export const unreadable = (why: string) => `Die gespeicherten Läufe lassen sich nicht lesen. ${why}`;

export const columns = {
  name: 'Lauf',
  step: 'Schritt',
  quality: 'Qualität',
  saved: 'Gespeichert',
  size: 'Größe',
  standing: 'Zustand',
  dataset: 'Datensatz',
};
export const bytes = 'Bytes';
export const ago = {
  now: 'gerade eben',
  minutes: (n: number) => `vor ${n} min`,
  hours: (n: number) => `vor ${n} h`,
  days: (n: number) => `vor ${count(n)} ${plural(n, { one: 'Tag', other: 'Tagen' })}`,
};
export const ofSteps = (total: number) => `von ${count(total)}`;
export const atStep = (step: number) => `, Schritt ${count(step)}`;
export const notMeasured = 'noch nicht gemessen';
export const measures = {
  'energy distance': 'Energieabstand',
  'sliced Wasserstein': 'Sliced-Wasserstein-Abstand',
  'Fréchet distance': 'Fréchet-Abstand',
  'clear images': 'klare Bilder',
};
export const floorText = (measure: string, floor: number, spread: number | null, n: number) =>
  `${measure}, Untergrenze ${figure(floor)}${spread === null ? '' : ` ± ${decimal(+spread.toPrecision(2))}`}, n = ${count(n)}`;
export const baseline = 'Vergleichslauf';
export const standing = {
  training: (view: string | null) => `Trainiert${view === null ? '' : ` in „${view}“`}`,
  elsewhere: 'Trainiert in einem anderen Tab',
  finished: (view: string | null) => `Fertig${view === null ? '' : `, offen in „${view}“`}`,
  paused: (view: string | null) => `Angehalten${view === null ? '' : ` in „${view}“`}`,
};
export const table = (data: string, name: string) => `${data}, ${name}`;
export const quoted = (data: string, text: string) => `${data}, „${text}“`;
export const on = 'an';
export const off = 'aus';
export const none = 'keine';
export const all = 'alle';

export const otherData = 'andere Daten als der Vergleichslauf';
export const otherNumber = (n: number) => `Vergleichslauf mit n = ${count(n)}: kein Unterschied angebbar`;
export const otherMeasure = 'anderes Maß als der Vergleichslauf';
export const asBaseline = 'wie der Vergleichslauf, im Rahmen des Zufalls';
export const closer = (difference: string) => `${difference}: näher als der Vergleichslauf`;
export const further = (difference: string) => `${difference}: weiter entfernt als der Vergleichslauf`;

export const nameOfRun = 'Name des Laufs';
export const watch = 'Zusehen';
export const takeOver = 'Übernehmen';
export const openInTrain = 'In „Trainieren“ öffnen';
export const useAs = { a: 'Als A verwenden', b: 'Als B verwenden' };
export const rename = 'Umbenennen';
export const duplicate = 'Duplizieren';
export const makeBaseline = 'Vergleichslauf';
export const remove = 'Löschen';

export const failed = {
  open: (name: string) => `„${name}“ ließ sich nicht öffnen.`,
  takeOver: (name: string) => `„${name}“ ließ sich nicht übernehmen.`,
  compare: (name: string) => `„${name}“ ließ sich nicht vergleichen.`,
  rename: 'Der Name ließ sich nicht speichern.',
  duplicate: (name: string) => `„${name}“ ließ sich nicht duplizieren.`,
  baseline: 'Der Vergleichslauf ließ sich nicht festlegen.',
  remove: (name: string) => `„${name}“ ließ sich nicht löschen.`,
  undo: 'Der Lauf ließ sich nicht wiederherstellen.',
  restore: 'Ein gelöschter Lauf ließ sich nicht wiederherstellen.',
  export: 'Die Läufe ließen sich nicht exportieren.',
  import: (file: string) => `„${file}“ ließ sich nicht importieren.`,
};
export const tooLarge = (file: string, size: string) =>
  `${file} hat ${size}; höchstens 1 GB wird gelesen: weniger Läufe auf einmal exportieren.`;
export const duplicated = (name: string) => `„${name}“ hat eine Kopie, die für sich trainiert.`;
export const deleted = (name: string) => `„${name}“ ist gelöscht.`;
export const manyDeleted = (n: number) => `${runsOf(n)} sind gelöscht.`;
export const forAnHour = 'Eine Stunde lang lässt sich das zurücknehmen, solange diese Seite offen bleibt.';
export const nameAtStep = (name: string, step: number) => `${name}, Schritt ${count(step)}`;

export const noRuns =
  'Noch keine Läufe. Jeder Lauf, der hier trainiert, ob in „Trainieren“ oder in „Vergleichen“, wird von der ersten Sekunde an von selbst in dieser Liste gespeichert, mit Einstellungen, Gewichten, Verlusten und Messwerten. Er bleibt, bis er gelöscht wird.';
export const willBeListed = 'Der begonnene Lauf wird hier erscheinen.';
export const trainOne = 'Einen Lauf trainieren';

export const filterRuns = 'Läufe filtern';
export const filterBy = 'Nach Name, Daten, Modell filtern…';
export const onlyDiffering = 'Nur Einstellungen, die sich unterscheiden';
export const allAlike = (n: number) =>
  n === 1 ? 'Ein einzelner Lauf unterscheidet sich von keinem.' : 'Diese Läufe haben gleiche Einstellungen.';
export const sortBy = 'Sortieren nach';
export const descending = 'Absteigend: Reihenfolge umkehren';
export const ascending = 'Aufsteigend: Reihenfolge umkehren';
export const noMatch = (text: string) => `Kein Lauf passt zu „${text}“.`;
export const shown = (visible: number, all: number) =>
  visible === all ? `${runsOf(all)} zu sehen.` : `${count(visible)} von ${count(all)} Läufen zu sehen.`;
export const sortedBy = (shown: string, column: string, descending: boolean) =>
  `${shown} Sortiert nach ${column}, ${descending ? 'absteigend' : 'aufsteigend'}.`;

export const exportShown = (n: number) => `Die ${n} sichtbaren exportieren`;
export const exportAll = 'Alle exportieren';
export const importLabel = 'Importieren…';
export const importFile = 'Läufe importieren: Datei';
export const doing = {
  export: 'Export läuft…',
  import: 'Import läuft…',
  exportOf: (run: number, all: number) => `Export von Lauf ${run} von ${all}…`,
  importOf: (run: number, all: number) => `Import von Lauf ${run} von ${all}…`,
};
export const exportCancelled = 'Der Export wurde abgebrochen; keine Datei wurde geschrieben.';
export const importCancelled = (done: number) =>
  `Der Import wurde nach ${count(done)} ${plural(done, { one: 'Lauf', other: 'Läufen' })} der Datei abgebrochen: was importiert ist, bleibt.`;
export const exported = (n: number) =>
  `${runsOf(n)} ${plural(n, { one: 'steht', other: 'stehen' })} in der Datei.`;
export const imported = (n: number) =>
  n > 0
    ? `${runsOf(n)} ${plural(n, { one: 'wurde', other: 'wurden' })} importiert.`
    : 'Kein Lauf wurde importiert.';
export const present = (n: number) =>
  `${runsOf(n)} ${plural(n, { one: 'ist', other: 'sind' })} mit denselben Gewichten schon vorhanden.`;

export const stored = (n: number, checkpoints: string | null) =>
  `${runsOf(n)}${checkpoints === null ? '' : `, Checkpoints ${checkpoints}`}.`;
export const room = (stored: string, used: string, free: string | null) =>
  `${stored} Diese Seite belegt ${used} im Speicher des Browsers${free === null ? '' : `; ${free} sind frei`}.`;
export const keeping =
  'Läufe werden nur in diesem Browser gespeichert. Wird der Platz knapp, verschwinden zuerst die ältesten Checkpoints; der neueste jedes Laufs bleibt.';
export const notPersistent =
  'Ist der Datenträger voll, darf der Browser sie löschen: wichtige Läufe exportieren.';

export const watching = (name: string) => (name ? `„${name}“ zusehen` : 'Einem Lauf zusehen');
export const takeItOver = 'Übernehmen';
export const takenOver = 'Nach dem Übernehmen geht er hier weiter und hält im anderen Tab an.';
export const lossesCome = 'Hier erscheinen seine Verluste.';
export const watchedSamples = 'Stichproben des Laufs im anderen Tab';
export const watchedLoss = 'Verlustkurve des Laufs im anderen Tab';
export const watchedStep = 'Schritt des Laufs im anderen Tab';
export const step = 'Schritt';
export const loss = (value: number) => `Verlust ${figure(value)}`;
export const stepsPerSecond = (rate: string) => `${rate} Schritte pro Sekunde`;
export const trainingElsewhere = 'Training in einem anderen Tab';
export const seeking = 'Der Tab, der diesen Lauf trainiert, wird gesucht…';
export const live =
  'Dieser Lauf trainiert in einem anderen Tab, der ihn speichert. Hier ist er nur zu sehen.';
export const silent = (saved: string | null) =>
  `Der Tab, der diesen Lauf trainiert, antwortet nicht: vielleicht hat der Browser ihn in den Ruhezustand versetzt. Dies ist die neueste Kopie, die er gespeichert hat${saved === null ? '' : `, ${saved}`}.`;
export const finishedAll = (n: number) =>
  n === 1
    ? 'Dieser Lauf hat seinen einzigen Schritt beendet.'
    : `Dieser Lauf hat alle ${count(n)} Schritte beendet.`;
export const pausedAt = (step: number) =>
  `Kein Tab trainiert diesen Lauf jetzt: er ist bei Schritt ${count(step)} angehalten.`;
export const gone = 'Dieser Lauf ist nicht mehr gespeichert: er wurde gelöscht.';
export const samplesOfStep = (step: number) => `Stichproben bei Schritt ${count(step)}`;
export const savedSamples = 'Gespeicherte Stichproben';
export const noSamples = 'Noch keine Stichproben';
