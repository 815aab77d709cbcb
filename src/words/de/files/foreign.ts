/** Kinds of files that are not read here, and how to save them otherwise. */

const images = 'die Bilder als PNG, JPEG oder WebP speichern';
const table = 'als CSV speichern';

/** @param kind one of those below */
export const isKind = (kind: string) => `Das ist ${kind}.`;
export const parquet = `eine Parquet-Datei: ${table}`;
export const hdf5 = 'eine HDF5-Datei (oder MATLAB 7.3): ihre Arrays mit numpy.savez speichern';
export const matlab = 'eine MATLAB-Datei: ihre Arrays mit numpy.savez speichern';
export const oldExcel = `eine alte Excel-Mappe: ${table}`;
export const gif = `ein GIF: ${images}`;
export const tiff = `ein TIFF-Bild: ${images}`;
export const sevenZip = 'ein 7z-Archiv: entpacken oder als ZIP packen';
export const rar = 'ein RAR-Archiv: entpacken oder als ZIP packen';
export const pdf = 'ein PDF: seine Bilder als PNG, JPEG oder WebP oder seine Tabelle als CSV speichern';
export const svg = `eine SVG-Zeichnung: ${images}`;
export const webPage = `eine Webseite, was immer ihr Name sagt: ${table}`;
export const json = `JSON: ${table}`;
export const arff = `eine ARFF-Datei: ${table}`;
export const bmp = `ein BMP-Bild: ${images}`;
export const avif = `ein AVIF-Bild: ${images}`;
export const heic = `ein HEIC-Bild: ${images}`;
export const excel = `eine Excel-Mappe: ${table}`;
export const libreOffice = `eine LibreOffice-Mappe: ${table}`;
export const aTable = 'eine Tabelle: sie allein öffnen, nicht neben anderen Dateien';
export const empty = 'Die Datei ist leer.';
