/** The dialogs that show data before they are used. */
import { count } from '../lib/numbers';

export const previewData = 'Preview data';
export const useTheseData = 'Use these data';
export const cancel = 'Cancel';
export const learnClasses = 'Learn the classes';

export const noClasses =
  'No classes: put the images of each class in a folder of its own, or add an array of labels.';
export const classesFrom = (n: number, source: string, names: string) =>
  `${count(n)} classes from ${source}: ${names}.`;
export const notUsed = (n: number) => `${count(n)} ${n === 1 ? 'file is' : 'files are'} not used`;
export const andMore = (n: number) => `and ${count(n)} more`;
export const whatImages = (n: number, sizes: string, coloured: boolean) =>
  `${count(n)} images, ${sizes} pixels, ${coloured ? 'colour' : 'grey'}.`;
export const asNetworkSees = (n: number) => `${n} of the images as the network will see them`;
export const size = 'Size';
export const colours = 'Colours';
export const grey = 'grey (1 channel)';
export const colour = 'colour (3 channels)';
export const mirror = 'Mirror at random';
export const cropped =
  'Each image is cropped to its central square and resized. Transparent parts become white.';
export const ofOpenedNetwork =
  'Size and colours are those that the opened network takes, and so are its classes.';
export const staysHere = 'Nothing leaves this browser.';
export const converting = 'Converting';

export const column = (n: number) => `column ${n}`;
export const asClass = 'class';
export const firstRows = 'The first rows';
export const rows = (n: number) => `${count(n)} rows.`;
export const oneScale = 'The points keep their own units, and both axes have one scale.';
export const ownScales =
  'The points keep their own units. Their spreads differ so much that each axis has its own scale, here and in training.';
export const classColumn = 'Class';
export const noColumn = 'none';
export const firstRowNames = 'The first row names the columns';
export const against = (y: string, x: string) => `${y} against ${x}`;
export const tooManyClasses = (n: number, most: number) =>
  `${n} classes are too many to learn: at most ${most} are.`;
