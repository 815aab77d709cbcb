/** What an archive of runs has and should have at a place. */
import { count, plural } from '../../lib/numbers';

export const content = 'its content';
export const arrayOfLibrary = 'the array that library.json names';
export const ofRank = (type: string, rank: number) => `${type} of rank ${rank}`;
export const labels = (n: number) => plural(n, { one: `${count(n)} label`, other: `${count(n)} labels` });
export const theClass = (label: number) => `the class ${label}`;
export const classesTo = (last: number) => `classes from 0 to ${last}`;
export const columns = (n: number) => plural(n, { one: `${n} column`, other: `${n} columns` });
export const theShape = (shape: string) => `the shape ${shape}`;
export const imageShape = '[n, height, width, 1 or 3], none of them 0';
export const description = 'the description of the run';
export const trainingState = 'the training state of the run';
export const filesWithout = (n: number, name: string) =>
  `${plural(n, { one: `${count(n)} file`, other: `${count(n)} files` })}, none of them ${name}`;
export const exportedRuns = 'runs that were exported here';
