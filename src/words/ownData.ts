/** The buttons that open data, and the data set that was opened. */
import { count } from '../lib/numbers';

export const openData = 'Open data';
export const openFolder = 'Open folder';
export const file = (button: string) => `${button}: file`;
export const ways = {
  csv: 'Open a table of numbers, or drop it here.',
  images: 'Open images (files, a folder, a ZIP, .npy, .npz or IDX), or drop or paste them here: at least 8.',
};
export const images = (name: string, n: number, size: string, grey: boolean, classes: number) =>
  `${name}: ${count(n)} images of ${size}, ${grey ? 'grey' : 'colour'}${classes > 0 ? `, ${count(classes)} classes` : ''}`;
