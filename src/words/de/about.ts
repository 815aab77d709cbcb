/** What the help says about the page and its packages. */

export const about = 'Über diese Seite';
export const listNotFetched =
  'Die Liste ließ sich nicht abrufen: Verbindung prüfen oder die Seite neu bauen.';
export const versionAndNetwork = (version: string) =>
  `DDPM Lab ${version}, MIT-Lizenz. Einmal geöffnet, funktioniert diese Seite ohne Netzverbindung; Bilder und ihre Modelle ab der ersten Verwendung.`;
export const staysHere =
  'Alles läuft in diesem Tab, und nichts wird verschickt: die Seite erreicht nur ihre eigene Adresse.';
export const packagesAndLicences = 'Pakete und Lizenzen';
export const packages = 'Pakete';
export const noTextOfItsOwn = (licence: string) =>
  `Das Paket hat keinen eigenen Text: es gilt der von ${licence}.`;
