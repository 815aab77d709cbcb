/**
 * The steps of several models at the same time on WASM, a thread each. They need nothing in common: each replays its own recording, some
 * steps one after the other where they are short, and waits for the others at their end. Where a step is not recorded, or no thread is ready,
 * each does its own.
 */
import { createBesideRuns } from '../recorded/beside';
import { replayable } from '../recorded/replay';
import { OWN_MEMORY } from '../recorded/stacked';
import type { JointWork, StepParts } from './jointSteps';
import type { StepResult, StepTensors } from './stepResult';

const worksOf = (parts: readonly StepParts[]) => parts.map(({ alone }) => alone);
const inputsOf = (parts: readonly StepParts[]) => parts.map(({ input }) => input);

export function besideSteps(models: number): JointWork {
  const runs = createBesideRuns<StepTensors>('loss');

  function runOnce(parts: readonly StepParts[], submissions?: number): readonly StepResult[][] {
    const batches = parts.map((part) => part.send());
    return runs
      .run(worksOf(parts), submissions)
      .map((tensors, model) => [{ batch: batches[model], ...tensors }]);
  }

  function runSeveral(parts: readonly StepParts[], steps: number): readonly StepResult[][] {
    const batches: StepResult['batch'][][] = parts.map(() => []);
    const results = runs.runSeveral(worksOf(parts), inputsOf(parts), steps, (model, ahead) =>
      batches[model].push(parts[model].send(ahead)),
    );
    return results.map((tensors, model) => tensors.map((each, i) => ({ batch: batches[model][i], ...each })));
  }

  return {
    memories: Array.from({ length: models }, () => OWN_MEMORY),
    record: replayable,
    isPossible: (parts) => runs.arePossible(parts.map((part) => part?.alone ?? null)),
    most: (parts) => runs.most(worksOf(parts), inputsOf(parts)),
    run: (parts, steps, submissions) =>
      steps === 1 ? runOnce(parts, submissions) : runSeveral(parts, steps),
    dispatches: null,
    dispose: () => runs.dispose(),
  };
}
