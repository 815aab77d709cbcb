/**
 * The steps of several models at the same time on WASM, a thread each. They need nothing in common: each replays its own recording, and waits
 * for the others at the end of the step. Where a step is not recorded, or no thread is ready, each does its own.
 */
import { createBesideRuns } from '../recorded/beside';
import { replayable } from '../recorded/replay';
import { OWN_MEMORY } from '../recorded/stacked';
import type { JointWork } from './jointSteps';

export function besideSteps(models: number): JointWork {
  const runs = createBesideRuns();
  return {
    memories: Array.from({ length: models }, () => OWN_MEMORY),
    record: replayable,
    isPossible: (parts) => runs.arePossible(parts.map((part) => part?.alone ?? null)),
    run: (parts, submissions) =>
      runs.run(
        parts.map(({ alone }) => alone),
        submissions,
      ),
    dispatches: null,
    dispose() {},
  };
}
