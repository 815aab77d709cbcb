/** Two threads on WASM beside one, in Node: of a step of one model, and of a step of both sides of a comparison. */
import { besideSteps } from '../../src/training/besideSteps';
import { duelTraining } from './duel';
import { compare, type Effort, type Entry, type Measurement } from './measure';
import { ourTraining } from './ours';
import type { PartReport, Size } from './parts';
import { mlpSubject, type Subject, unetSubject } from './subject';
import { effortOf, entryOf, startTwoThreads } from './twoThreads';

const SUBJECTS: readonly (readonly [string, () => Subject])[] = [
  ['MLP, width 64, batch 64', () => mlpSubject({ width: 64, batchSize: 64 })],
  ['MLP, width 128, batch 512', () => mlpSubject({ width: 128, batchSize: 512 })],
  ['smallest U-Net, batch 8', () => unetSubject('grey-28-tiny', 28, 8)],
  ['U-Net grey-28, batch 16', () => unetSubject('grey-28', 28, 16)],
];

async function reportOf(
  title: string,
  unit: string,
  groups: readonly (readonly Entry[])[],
  effort: Effort,
): Promise<PartReport> {
  const rows: Measurement[] = [];
  for (const entries of groups) rows.push(...(await compare(entries, effort)));
  return { title, device: '', software: false, unit, rows, estimatedBytes: null };
}

export async function compareThreads(size: Size): Promise<PartReport> {
  await startTwoThreads();
  const groups = SUBJECTS.map(([name, make]) => {
    const subject = make();
    return [
      entryOf(`${name}: two threads`, 'together', () => ourTraining(subject)),
      entryOf(`${name}: one thread`, 'alone', () => ourTraining(subject)),
    ];
  });
  return reportOf('On WASM: two threads beside one', 'training step', groups, effortOf(size));
}

/** Both sides of a comparison on two threads, beside one side on one. */
export async function compareDuelOnThreads(size: Size): Promise<PartReport> {
  await startTwoThreads();
  const groups = [
    [64, 64],
    [128, 512],
  ].map(([width, batchSize]) => {
    const sides = [1, 2].map((seed) => mlpSubject({ width, batchSize, seed }));
    const name = `MLPs, width ${width}, batch ${batchSize}`;
    return [
      entryOf(`${name}: a side a thread`, 'together', () => duelTraining('', sides, besideSteps)),
      entryOf(`${name}: the same, one step at a time`, 'together', () =>
        duelTraining('', sides, besideSteps, 1),
      ),
      entryOf(`${name}: in turn, each on two threads`, 'together', () => duelTraining('', sides)),
      entryOf(`${name}: in turn, on one thread`, 'alone', () => duelTraining('', sides)),
      entryOf(`${name}: one side, on one thread`, 'alone', () => duelTraining('', sides.slice(0, 1))),
    ];
  });
  return reportOf(
    'On WASM: both sides of a comparison on two threads',
    'training step of each side',
    groups,
    effortOf(size, 200),
  );
}
