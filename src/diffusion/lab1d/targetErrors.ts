/** What an error of the network's output becomes in x̂₀ and in ε̂: the factors of the identities between predictions. */
import { PREDICTIONS } from '../prediction';
import type { Level } from '../process';
import { createProcess } from '../processes';

export const TARGETS = ['eps', 'x0', 'v'] as const;
export type Target = (typeof TARGETS)[number];

/** A cosine chain of 200 steps, the page's default. */
export const CHAIN = createProcess({ process: 'ddpm', schedule: 'cosine', T: 200 });

export interface ErrorFactors {
  readonly x0: number;
  readonly eps: number;
}

/** |∂x̂₀/∂output| and |∂ε̂/∂output|. */
export function errorFactors(target: Target, level: Level): ErrorFactors {
  const { toX0, toEps } = PREDICTIONS[target];
  return { x0: Math.abs(toX0(level).cOut), eps: Math.abs(toEps(level).cOut) };
}
