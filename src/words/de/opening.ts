/** What is said when files are opened: data, models, figures, links that hold a model. */
import { count } from '../../lib/numbers';

export const files = (n: number) => `${n} Dateien`;
export const pointsOpen = (name: string, n: number) => `${name} geöffnet: ${count(n)} Punkte.`;
export const imagesOpen = (name: string, n: number) => `${name} geöffnet: ${count(n)} Bilder.`;
export const modelOpen = (name: string) => `${name} geöffnet.`;
export const modelOpenInTrain = (name: string) => `${name} in „Trainieren“ geöffnet.`;
export const samplesFromIt = 'Stichproben werden daraus gezogen.';
export const trainContinues = (step: number) => `„Trainieren“ setzt bei seinem Schritt ${count(step)} fort.`;
export const trainCountsFromHere =
  '„Trainieren“ setzt mit seinen Gewichten fort: Die Datei sagt nicht, nach wie vielen Schritten, sodass sie ab 0 zählen.';
export const needsData = (hint: string) => `Zum weiteren Training fehlen Daten: ${hint}.`;

export const isFigure = (path: string, view: string, data: string) =>
  `${path} ist eine Abbildung dieser Seite: ${view}, ${data}.`;
export const opensAnew = 'Beim Öffnen lädt die Seite neu mit ihren Einstellungen; Läufe sind gespeichert.';
export const namesOwnData = 'Sie nennt eigene Daten, enthält sie aber nicht.';
export const openFigure = 'Abbildung öffnen';

export const sizeInMiB = (path: string, size: number) => `${path} hat ${size} MiB.`;
export const atMostMiB = (most: number) =>
  `Höchstens ${most} MiB werden gelesen: einen Teil davon öffnen. Nichts wurde geändert.`;
export const leftOut = (n: number) => `${n} ließen sich nicht dekodieren und fehlen.`;
export const aModel = 'ein Modell';
export const tableOrImages = 'eine Tabelle oder Bilder';
export const openAsModel = 'Mit „Modell öffnen“ öffnen oder auf die Seite ziehen';
export const inPlace = (reason: string) => `In ${reason}`;
export const beginsWithPlace = (reason: string) => reason.startsWith('Zeile ');
export const notOpened = (name: string) =>
  `${name} ${/^\d+ Dateien$/.test(name) ? 'ließen' : 'ließ'} sich nicht öffnen.`;
export const nothingChanged = 'Nichts wurde geändert.';

export const linkNotOpened = 'Das Modell des Links ließ sich nicht öffnen.';
export const settingsApply = (why: string) => `${why} Die Einstellungen des Links gelten.`;
export const linkHoldsModel = 'Dieser Link enthält ein Modell.';
export const openTheModel = 'Modell öffnen';
export const tooLargeForLink = (size: string, most: string) =>
  `Dieses Modell ist zu groß für einen Link: er hätte ${size}, höchstens ${most} sind möglich.`;
export const whatFits =
  'Ein MLP der Breite 64 und Tiefe 3 passt mit 58 kB. Als Datei lässt sich dieses in halber Genauigkeit herunterladen.';
export const linkCopied = 'Der Link mit dem Modell ist kopiert.';
export const itHas = (size: string) => `Er hat ${size}.`;
export const inAddressBar = 'Der Link steht in der Adresszeile.';
export const linkLength = (characters: number, size: string) =>
  `Der Link mit dem Modell hat ${count(characters)} Zeichen (${size}).`;
export const whatLinkOpens =
  'Er öffnet die gemittelten Gewichte in halber Genauigkeit. Browser nehmen Links dieser Länge; Chats und Mail könnten sie kürzen: einmal ausprobieren.';
export const copyTheLink = 'Link kopieren';

export const notFetched = (path: string) =>
  `${path} ließ sich nicht abrufen: Verbindung prüfen und noch einmal versuchen.`;
export const cardField = (field: string) => `card.json: sampling, ${field}`;
export const reloadOrIncomplete = 'Die Seite neu laden; hilft das nicht, ist die Website nicht vollständig';
export const yourModel = 'Eigenes Modell';
export const runOfOtherBrowser = (why: string) =>
  `${why} Ein Lauf ist in dem Browser gespeichert, der ihn trainiert hat: „Link mit dem Modell“ oder „Modell speichern“ geben ihn dort weiter.`;
export const yourRun = (step: number) => `Eigener Lauf, Schritt ${count(step)}`;
