/** The header, the tabs, and what stands around every view. */

export const views = { train: 'Trainieren', compare: 'Vergleichen', sample: 'Ziehen', process: 'Prozess' };
export const viewTabs = 'Ansichten';
export const skipToSamples = 'Zu den Stichproben springen';
export const copyLink = 'Link kopieren';
export const copied = 'Kopiert';
export const languages = 'Sprache';
export const light = 'Hell';
export const dark = 'Dunkel';
export const openGallery = 'Galerie öffnen';
export const runs = 'Läufe';
export const lessons = 'Lektionen';
export const details = 'Einzelheiten';
export const dismiss = 'Schließen';
export const keyboardShortcuts = 'Tastenkürzel';

export const backendInUse = 'Verwendetes Backend';
export const noBackend = 'noch keins: es startet mit dem ersten Lauf';
export const software = 'Software';
export const currentView = 'Aktuelle Ansicht';
export const viewIs = (view: string) => `Ansicht ${view}`;
export const partNotLoaded = 'Ein Teil der Seite ließ sich nicht laden.';
export const checkConnection = 'Verbindung prüfen und neu laden.';

export const recordingNotShown = 'Die aufgezeichneten Stichproben ließen sich nicht zeigen.';
export const lessonNotLoaded = 'Die Lektion ließ sich nicht laden.';

export const savePicture = 'Abbildung speichern';
export const saveChart = 'Diagramm speichern';
export const saveGif = 'Entrauschung als GIF speichern';
export const saveFilm = 'Film speichern';
