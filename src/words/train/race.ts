/** The comparison of samplers in Train. */
import { count, joined, plural } from '../../lib/numbers';

export const title = 'Samplers compared from the same noise';
export const steps = (n: number) => `${count(n)} ${plural(n, { one: 'step', other: 'steps' })}`;
const evaluations = (n: number) => `${count(n)} ${plural(n, { one: 'evaluation', other: 'evaluations' })}`;
export const ofWeights = (step: number) =>
  `EMA weights of step ${count(step)}; rows are samplers, columns numbers of steps`;
export const oneModel = (counts: readonly number[]) =>
  `One trained model, sampled with ${joined(counts.map((n) => count(n)))} ${counts.length === 1 && counts[0] === 1 ? 'step' : 'steps'}.`;
export const choose = 'Samplers to compare';
export const start = 'Start the comparison';
export const again = 'Compare again';
export const comparing = 'Comparing samplers';
export const cancel = 'Cancel';
export const trainFirst = 'Train a model first.';
export const failed = 'The samplers could not be compared.';
export const table = 'Sampler comparison';
export const tableScrolls = 'Samples by sampler and steps, scrolls sideways';
export const theData = 'The data';
export const data = 'data';
export const distance = (value: string) => `energy distance ${value}`;
export const belowPictures =
  'Below each picture: its energy distance as a multiple of the floor, that of real data against real data.';
export const chart = 'Energy distance by network evaluations';
export const evaluationsAxis = 'network evaluations for each sample';
export const floor = 'floor';
export const columns = ['sampler', 'steps', 'evaluations', 'energy distance', 'floors', 'ms'];

export const noneWithin = (floors: number, most: number) =>
  `No sampler stays within ${floors} times the floor with up to ${evaluations(most)}`;
export const fewestNeeded = (samplers: readonly string[], least: number, floors: number) =>
  `${joined(samplers)} ${samplers.length > 1 ? 'need' : 'needs'} ${evaluations(least)} to come within ${floors} times the floor`;
/** @param most of the ratios to the floor; equal to `least` where they do not differ */
export const afterOne = (least: string, most: string) =>
  `With one evaluation the energy distance is ${least === most ? least : `${least} to ${most}`} times the floor: each sample is the network’s prediction x̂₀ from pure noise.`;
export const notSampled = 'not sampled yet';
export const cell = (distance: string, floors: string, nfe: number, time: string) =>
  `energy distance ${distance}, ${floors} times the floor; ${evaluations(nfe)}, ${time}`;
export const cellLabel = (sampler: string, n: number, summary: string) =>
  `${sampler}, ${steps(n)}: ${summary}`;
