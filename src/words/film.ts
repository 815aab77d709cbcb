/** Saving an animation: of the denoising, of the training, or of a path between samples. */
import { count, plural } from '../lib/numbers';

export const what = 'What the film shows';
export const subjects = { denoising: 'Denoising', training: 'Training' };
export const fileFormat = 'File format';
export const formats = { gif: 'GIF', mp4: 'MP4', webm: 'WebM' };
export const save = 'Save';
export const cancel = 'Cancel';
export const stopAndSave = 'Stop and save';
const frames = (n: number) => plural(n, { one: `${count(n)} frame`, other: `${count(n)} frames` });
export const filming = (n: number) => `Filming the training: ${frames(n)} so far.`;
export const step = (n: number) => `Step ${count(n)}`;
export const noFrames = 'The film has no frame: it ended before the run had drawn a preview.';
export const noFramesHint = 'Save a film while the run trains, and end it after a preview.';
