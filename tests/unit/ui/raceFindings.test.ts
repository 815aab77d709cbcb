import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import type { Race, RaceCell } from '../../../src/state/train/samplerRace';
import {
  cellSummary,
  neededEvaluations,
  oneStepFinding,
  raceFinding,
} from '../../../src/ui/views/train/race/findings';
import { oneModel } from '../../../src/words/train/race';

/** A measured way, `floors` floors from the data. */
const drawn = (nfe: number, floors: number): RaceCell => ({
  kind: 'drawn',
  steps: nfe,
  nfe,
  points: new Float32Array(2),
  milliseconds: 12,
  score: { kind: 'energy distance', value: 0.002 * floors, floor: 0.002, spread: 0.001, n: 2000 },
});
const race = (ddim: readonly RaceCell[], heun: readonly RaceCell[] = []): Race => ({
  runId: 1,
  step: 10,
  config: DEFAULT_CONFIG,
  stepCounts: ddim.map(({ steps }) => steps),
  lanes: [
    { sampler: 'ddim', cells: ddim },
    { sampler: 'heun', cells: heun },
  ],
});

test('a sampler needs the evaluations from which it stays within two floors, not the first lucky few', () => {
  const cells = [drawn(1, 100), drawn(5, 1.5), drawn(10, 3), drawn(20, 1.2), drawn(50, 1.9)];
  expect(neededEvaluations({ sampler: 'ddim', cells })).toBe(20);
  expect(neededEvaluations({ sampler: 'ddim', cells: [drawn(1, 1), drawn(2, 9)] })).toBeNull();
});

test('the title names the sampler that needs fewest evaluations, all that tie, or that none came close', () => {
  expect(raceFinding(race([drawn(1, 9), drawn(20, 1)], [drawn(1, 9), drawn(39, 1)]))).toBe(
    'DDIM needs 20 evaluations to come within 2 times the floor',
  );
  expect(raceFinding(race([drawn(1, 1)], [drawn(1, 1)]))).toBe(
    'DDIM and Heun need 1 evaluation to come within 2 times the floor',
  );
  expect(raceFinding(race([drawn(20, 3)], [drawn(39, 4)]))).toBe(
    'No sampler stays within 2 times the floor with up to 39 evaluations',
  );
});

test('there is no title before every cell is measured', () => {
  expect(raceFinding(race([drawn(1, 1), { kind: 'waiting', steps: 2 }]))).toBeNull();
  expect(raceFinding(null)).toBeNull();
});

test('the sentence about one evaluation holds the figures of the race alone', () => {
  expect(oneStepFinding(race([drawn(1, 423), drawn(2, 3)]))).toContain('423 times the floor');
  expect(oneStepFinding(race([drawn(2, 3)]))).toBeNull();
});

test('what is refused keeps its sentence', () => {
  expect(cellSummary({ kind: 'refused', steps: 5, why: 'Not on a VE process.' })).toBe(
    'Not on a VE process.',
  );
});

test('the numbers of steps are said as they are, whether a process has a last one or not', () => {
  expect(oneModel([1, 2, 5, 200])).toBe('One trained model, sampled with 1, 2, 5 and 200 steps.');
  expect(oneModel([1])).toBe('One trained model, sampled with 1 step.');
});
