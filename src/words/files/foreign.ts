/** Kinds of files that are not read here, and how to save them otherwise. */

const images = 'save the images as PNG, JPEG or WebP';
const table = 'save it as CSV';

/** @param kind one of those below */
export const isKind = (kind: string) => `It is ${kind}.`;
export const parquet = `a Parquet file: ${table}`;
export const hdf5 = 'an HDF5 file (or MATLAB 7.3): save its arrays with numpy.savez';
export const matlab = 'a MATLAB file: save its arrays with numpy.savez';
export const oldExcel = `an old Excel workbook: ${table}`;
export const gif = `a GIF: ${images}`;
export const tiff = `a TIFF image: ${images}`;
export const sevenZip = 'a 7z archive: unpack it, or pack it as a ZIP';
export const rar = 'a RAR archive: unpack it, or pack it as a ZIP';
export const pdf = 'a PDF: save its images as PNG, JPEG or WebP, or its table as CSV';
export const svg = `an SVG drawing: ${images}`;
export const webPage = `a web page, whatever its name says: ${table}`;
export const json = `JSON: ${table}`;
export const arff = `an ARFF file: ${table}`;
export const bmp = `a BMP image: ${images}`;
export const avif = `an AVIF image: ${images}`;
export const heic = `an HEIC image: ${images}`;
export const excel = `an Excel workbook: ${table}`;
export const libreOffice = `a workbook of LibreOffice: ${table}`;
export const aTable = 'a table: open it alone, not beside other files';
export const empty = 'The file is empty.';
