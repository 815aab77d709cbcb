/** The failure of runs for which the memory did not suffice, with the largest batch that fits in what was granted. */
import { bytesInWords, type CountedRun, largestBatch } from '../model/memory';
import type { Failure } from '../types/run';

/** The estimate of a run's memory is right to a quarter (tests/tensor/memory.test.ts). */
const CERTAIN = 3 / 4;

/** @param granted bytes, null where they are not known: half the batch is then the next to try */
function fittingBatch(runs: readonly CountedRun[], granted: number | null): number {
  const half = Math.floor(runs[0].config.batchSize / 2);
  if (granted === null) return half;
  const batch = largestBatch(runs, { total: CERTAIN * granted });
  return batch < runs[0].config.batchSize ? batch : half; // the estimate is too low: there was no room for it
}

/** @param runs that trained, on one device */
export function noRoomFailure(runs: readonly CountedRun[], granted: number | null): Failure {
  const sizes = new Set(runs.map(({ config }) => config.batchSize));
  const batches = [...sizes].join(' and ');
  const code = 'out-of-memory';
  const limit = granted === null ? '' : `: ${bytesInWords(granted)} were granted, and no more`;
  const message = `There was no room for batches of ${batches}${limit}.`;
  if (sizes.size > 1) return { code, message, hint: 'Choose smaller batches.' };
  const batchSize = fittingBatch(runs, granted);
  if (batchSize === 0) return { code, message, hint: 'Choose a narrower network or smaller images.' };
  const hint = granted === null ? `Batches of ${batchSize} need less.` : `Batches of ${batchSize} fit.`;
  return { code, message, hint, fix: { batchSize } };
}
