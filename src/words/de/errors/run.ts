/** Why a model cannot be trained or sampled here, what failed in a run, and which backend runs it and why. */
import { count, joined } from '../../../lib/numbers';

export const dataMissing = 'Daten zeichnen, eingeben oder öffnen, oder einen eingebauten Datensatz wählen.';
export const dataNotFetched = 'Die Verbindung prüfen und neu starten.';
export const smallerModel = 'Einen kleineren Batch oder ein schmaleres Netz wählen.';
export const bug = 'Das sollte nicht vorkommen. Die Gewichte lassen sich noch speichern.';
export const gpuError =
  'Auf einem anderen Backend trainieren: WASM läuft überall. Diese Meldung bitte weitergeben.';
export const deviceLost =
  'Neu starten, auf einem neuen GPU-Gerät. Geht auch dieses verloren, auf WASM trainieren.';
export const lostBeforeAnswer = 'Die GPU ging verloren, bevor sie geantwortet hat.';
export const lostBeforeCopy = 'die GPU fiel aus, bevor die Gewichte zum ersten Mal von ihr kopiert waren';
export const noSuchRun =
  'Der Trainer hält diesen Lauf nicht mehr: Ein anderer Lauf hat seinen Platz eingenommen, oder er konnte nicht beginnen.';
export const workerNotLoaded = 'der Worker für das Training konnte nicht geladen werden';
export const startedAgain = 'Der Trainer wurde neu gestartet, bevor er geantwortet hat.';
export const cancelled = 'Es wurde abgebrochen.';
export const workerEnded = 'Der Worker endete, bevor er geantwortet hat.';

/** @param batches sizes @param granted bytes in words, null where they are not known */
export const noRoom = (batches: readonly number[], granted: string | null) =>
  `Für Batches von ${joined(batches.map(String))} war kein Platz${granted === null ? '' : `: ${granted} wurden gewährt, mehr nicht`}.`;
export const smallerBatches = 'Kleinere Batches wählen.';
export const smallerNetwork = 'Ein schmaleres Netz oder kleinere Bilder wählen.';
export const batchesNeedLess = (size: number) => `Batches von ${size} brauchen weniger.`;
export const batchesFit = (size: number) => `Batches von ${size} passen.`;
export const batchesNeed = (size: number, need: string, limit: string) =>
  `Batches von ${size} brauchen etwa ${need}, und hier gibt es ${limit}.`;
export const batchesNeedTensor = (size: number, need: string, limit: string) =>
  `Batches von ${size} brauchen einen Tensor von ${need}, und dieses Gerät erlaubt ${limit}.`;

export const lossNotFinite = (step: number, restored: number, learningRate: number) => ({
  message: `Der Verlust hat bei Schritt ${count(step)} den Bereich der endlichen Zahlen verlassen. Der Lauf ist zurück bei den Gewichten von Schritt ${count(restored)}.`,
  hint: `Von dort mit einer kleineren Lernrate als ${learningRate} fortsetzen; üblich ist 1e-4 bis 1e-2.`,
});
export const arrowsOfPoints = {
  message: 'Ein Feld von Pfeilen gibt es nur für Punkte.',
  hint: 'Einen Datensatz aus Punkten wählen.',
};
export const noClasses = {
  message: 'Ein Modell ohne Klassen sagt nichts über die Klasse eines Bildes.',
  hint: 'Ein Modell mit Klassen wählen.',
};
export const straightensFlow = {
  message: 'Begradigt wird nur ein Fluss von Punkten ohne Klassen.',
  hint: 'Den Prozess „Flow Matching“ und einen Datensatz aus Punkten wählen.',
};
export const nothingHeldOut = {
  message:
    'Kopien lassen sich hier nicht von frischen Daten unterscheiden: Keine Daten sind vom Training ausgenommen.',
  hint: 'Einen mitgelieferten Datensatz wählen oder aus weniger Bildern lernen, als geöffnet sind.',
};
export const copiesOfAllClasses = {
  message: 'Kopien werden nur für Netze ohne Klassen gezählt.',
  hint: '„Klassenlabels“ ausschalten.',
};
export const noImages = 'Noch gibt es keine Bilder zum Lernen: Bilder öffnen oder einen Datensatz wählen.';
export const imagesDamaged = (values: {
  readonly name: string;
  readonly bytes: number;
  readonly labels: number | null;
  readonly count: number;
  readonly shape: string;
}) =>
  `${values.name} hat ${count(values.bytes)} Bytes und ${values.labels === null ? 'keine' : count(values.labels)} Labels für ${count(values.count)} Bilder von ${values.shape}: neu öffnen.`;

/** @param names the first of them @param more how many others there are */
export const weightsWithoutPlace = (names: readonly string[], more: number) => ({
  message: `Die Datei hat Gewichte, für die dieses Netz keinen Platz hat: ${names.map((name) => `„${name}“`).join(', ')}${more > 0 ? ` und ${more} weitere` : ''}.`,
  hint: 'Ihre Konfiguration beschreibt ein anderes Netz: die config.json öffnen, die zu den Gewichten gehört.',
});
/** @param shape null where the weight is missing */
export const weightShape = (name: string, shape: string | null, needed: string) => ({
  message: `Das Gewicht „${name}“ hat ${shape === null ? 'keine Werte' : `die Form [${shape}]`}; dieses Netz braucht [${needed}].`,
  hint: 'Die Gewichte gehören zu einem anderen Netz, als die Datei sagt: das Modell neu exportieren.',
});
export const stateParts = {
  params: 'den Gewichten',
  ema: 'den gemittelten Gewichten',
  m: 'm des Optimierers',
  v: 'v des Optimierers',
};
export const aParameter = 'einem Parameter';
export const stateNotFinite = (part: string, name: string, value: number) => ({
  message: `Eine Zahl in ${part} bei „${name}“ ist nicht endlich (${value}).`,
  hint: 'Damit lässt sich nicht weitertrainieren: zu einem früheren Checkpoint zurückgehen oder zurücksetzen.',
});

export const backends = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM', cpu: 'reines JavaScript' };
export const didNotStart = (backend: string, why: string) => `${backend} ist nicht gestartet (${why})`;
export const noBackend = (backend: string, isAdapter: boolean) =>
  isAdapter ? `kein ${backend}-Adapter vorhanden` : `${backend} nicht vorhanden`;
export const wasSlower = (backend: string) => `${backend} war hier langsamer (gemessen)`;
export const areSoftware = (backends: readonly string[]) =>
  `${joined(backends)} ${backends.length === 1 ? 'rechnet' : 'rechnen'} hier nur auf dem Prozessor`;
export const causes = (each: readonly string[]) => each.join('; ');
export const notInitialised = 'seine Initialisierung ist fehlgeschlagen';
export const gpuTaken = 'der Browser hat die GPU entzogen';
export const webglTaken = 'der Browser hat den WebGL-Kontext entzogen';
export const stepsAreSlow = (missing: readonly string[]) =>
  `die Schritte sind langsam, weil dieser Version von TensorFlow.js ${missing.join(', ')} fehlt`;
export const threadFailed = 'ein Thread ist mitten in einem Trainingsschritt ausgefallen';
export const upToThreads = (threads: number) => `bis zu ${threads} Threads`;
export const switchedOff = 'es ist in diesem Browser ausgeschaltet';
export const nothingStarts = (causes: readonly string[]) => `kein Backend startet: ${causes.join('; ')}`;

export const noSimd = 'dieser Browser kein SIMD für WebAssembly hat';
export const noMemory = 'diese Version von TensorFlow.js ihren Speicher nicht zeigt';
export const moduleNotLoaded = (why: string) => `ihr Modul nicht geladen wurde (${why})`;
export const slowBecause = (why: string) => `die Schritte sind langsam, weil ${why}`;
