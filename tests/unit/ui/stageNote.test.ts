import { expect, test } from 'vitest';
import { type StageData, stageNote } from '../../../src/ui/islands/stage';

const points = Float32Array.of(0, 1);
const reel = {} as NonNullable<StageData['reel']>;

test.each([
  ['before a run', { data: null }, 'samples appear here'],
  ['beside its data', { data: points }, 'data; samples appear here'],
  ['where the settings are refused', { data: null, refused: true }, 'these settings give no process'],
  ['there, beside data', { data: points, refused: true }, 'data; these settings give no process'],
  ['with samples of earlier settings', { data: points, reel, refused: true }, null],
  ['with a note of its own', { data: points, note: 'real data with noise' }, 'real data with noise'],
] as const)('a stage %s says what is true of it', (_, data, says) => {
  expect(stageNote({ reel: null, ...data })).toBe(says);
});
