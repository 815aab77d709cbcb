/** The failure of runs for which the memory did not suffice, with the largest batch that fits in what was granted. */
import { bytesInWords, type CountedRun, largestBatch } from '../model/memory';
import type { Failure } from '../types/run';
import * as words from '../words/errors/run';

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
  const code = 'out-of-memory';
  const message = words.noRoom([...sizes], granted === null ? null : bytesInWords(granted));
  if (sizes.size > 1) return { code, message, hint: words.smallerBatches };
  const batchSize = fittingBatch(runs, granted);
  if (batchSize === 0) return { code, message, hint: words.smallerNetwork };
  const hint = granted === null ? words.batchesNeedLess(batchSize) : words.batchesFit(batchSize);
  return { code, message, hint, fix: { batchSize } };
}
