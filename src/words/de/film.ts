/** Saving an animation: of the denoising, of the training, or of a path between samples. */
import { count, plural } from '../../lib/numbers';

export const what = 'Was der Film zeigt';
export const subjects = { denoising: 'Entrauschen', training: 'Training' };
export const fileFormat = 'Dateiformat';
export const formats = { gif: 'GIF', mp4: 'MP4', webm: 'WebM' };
export const save = 'Speichern';
export const cancel = 'Abbrechen';
export const stopAndSave = 'Beenden und speichern';
const frames = (n: number) => plural(n, { one: `${count(n)} Bild`, other: `${count(n)} Bilder` });
export const filming = (n: number) => `Das Training wird gefilmt: bisher ${frames(n)}.`;
export const step = (n: number) => `Schritt ${count(n)}`;
export const noFrames = 'Der Film hat kein Bild: Er endete, bevor der Lauf eine Vorschau gezogen hatte.';
export const noFramesHint =
  'Einen Film speichern, während der Lauf trainiert, und ihn erst nach einer Vorschau beenden.';
