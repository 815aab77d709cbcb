/** Quality against the number of sampling steps, for both sides of a comparison. */
import type { RunConfig } from '../../config/fields';
import { STEP_BUDGETS, sweptSteps } from '../sweep';
import type { StudySetting } from './cellMeasurement';

/** The steps that are compared below T; T itself follows for points. */
const COMPARED_STEPS: readonly number[] = [...STEP_BUDGETS, 100];

export const stepSettings = (config: RunConfig): readonly StudySetting[] =>
  sweptSteps(config, COMPARED_STEPS).map((samplingSteps) => ({
    x: samplingSteps,
    overrides: { samplingSteps },
  }));
