/** The header, the tabs, and what stands around every view. */

export const views = { train: 'Train', compare: 'Compare', sample: 'Sample', process: 'Process' };
export const viewTabs = 'Views';
export const skipToSamples = 'Skip to the samples';
export const copyLink = 'Copy link';
export const copied = 'Copied';
export const languages = 'Language';
export const light = 'Light';
export const dark = 'Dark';
export const openGallery = 'Open the gallery';
export const runs = 'Runs';
export const lessons = 'Lessons';
export const details = 'Details';
export const dismiss = 'Dismiss';
export const keyboardShortcuts = 'Keyboard shortcuts';

export const backendInUse = 'Backend in use';
export const noBackend = 'none yet: it starts with the first run';
export const software = 'software';
export const currentView = 'Current view';
export const viewIs = (view: string) => `View ${view}`;
export const partNotLoaded = 'A part of the page could not be loaded.';
export const checkConnection = 'Check the connection and reload.';

export const recordingNotShown = 'The recorded samples could not be shown.';
export const lessonNotLoaded = 'The lesson could not be loaded.';

export const savePicture = 'Save figure';
export const saveChart = 'Save a chart';
export const saveGif = 'Save the denoising as GIF';
export const saveFilm = 'Save a film';
