/** What the page says of a recovery: the loss, and the step from which the runs went on. */
import { count } from '../../../lib/numbers';

/** The view for which a trainer works. */
type Purpose = 'train' | 'compare' | 'sample';

export const backends = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM', cpu: 'reines JavaScript' };

const WHOSE = { train: '', compare: ' des Vergleichs', sample: ' der Ansicht Ziehen' };
/** The samples of a view have no step. */
const at = (purpose: Purpose, step: number) => (purpose === 'sample' ? '' : ` bei Schritt ${count(step)}`);
export const gpuLost = (purpose: Purpose, step: number) =>
  `Die GPU${WHOSE[purpose]} ging${at(purpose, step)} verloren.`;
export const noAnswer = (purpose: Purpose, step: number, seconds: number) =>
  `Der Trainer${WHOSE[purpose]} antwortete${at(purpose, step)} ${seconds} Sekunden lang nicht.`;
export const trainerStopped = (purpose: Purpose, step: number) =>
  `Der Trainer${WHOSE[purpose]} brach${at(purpose, step)} ab.`;

/** @param backend name, or null where it is not known */
const on = (backend: string | null) => (backend ? `, mit ${backend}` : '');
export const modelIsLoaded = 'Das Modell wird wieder geladen.';
export const modelWasLoaded = (backend: string | null) => `Das Modell wurde wieder geladen${on(backend)}.`;
export const goesOn = (isPair: boolean, step: number) =>
  isPair
    ? `Beide Läufe gehen ab Schritt ${count(step)} weiter.`
    : `Das Training geht ab Schritt ${count(step)} weiter.`;
export const isPaused = (isPair: boolean, step: number, backend: string | null) =>
  `${isPair ? 'Beide Läufe sind' : 'Der Lauf ist'} bei Schritt ${count(step)} angehalten${on(backend)}.`;
export const isLoaded = (isPair: boolean, backend: string | null) =>
  `${isPair ? 'Beide trainierten Modelle sind' : 'Das trainierte Modell ist'} wieder geladen${on(backend)}.`;
export const wentOn = (isPair: boolean, step: number, backend: string | null) =>
  `${isPair ? 'Beide Läufe gingen' : 'Das Training ging'} ab Schritt ${count(step)} weiter${on(backend)}.`;
export const slowerBackend = (backend: string) =>
  `Das geschah nicht zum ersten Mal innerhalb von zwei Minuten, daher ${backend}; das schnellere Backend wird nach zwei Minuten ohne Fehler wieder versucht.`;
export const fasterBackend = 'Es ist das schnellere Backend, das zuvor verloren ging.';

export const stoppedAgain = 'Das Training brach immer wieder ab, zuletzt';
export const stoppedAt = (why: string, step: number) => `${why} bei Schritt ${count(step)}.`;
export const trainGoesOn =
  '„Trainieren“ setzt dort fort. Scheitert auch das, WASM oder kleinere Einstellungen wählen.';
