export interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** 0 if absent; a step with a higher number takes what the other ones leave. */
  readonly niceness?: number;
}

/** @returns whether it passed, and its output, which has been printed whole */
export function runStep(
  step: Step,
  env?: NodeJS.ProcessEnv,
  limit?: number,
): Promise<{ readonly passed: boolean; readonly output: string }>;

/** @returns the names of the steps that failed */
export function runLanes(
  lanes: readonly (readonly Step[])[],
  env?: NodeJS.ProcessEnv,
): Promise<readonly string[]>;
