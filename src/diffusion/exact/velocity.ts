/**
 * The marginal velocity E[u | x_t] = α' E[x0 | x_t] + σ' E[eps | x_t]: the right-hand side of the probability-flow ODE dx/dt of any
 * process, and what a velocity network with the least loss predicts (Lipman et al. 2023, Theorem 1).
 */
import type { Process, Slopes } from '../process';
import type { ExactField } from './guided';

/**
 * @param slopes of the velocity: `process.slopes(time)` per unit of native time, or `process.direction(level)` as a network outputs it
 * @param points [N, D]
 * @param out    [N, D]; may not be `points`
 */
export function exactVelocity<A extends Float32Array | Float64Array>(
  exact: Pick<ExactField, 'posteriorMean'>,
  process: Pick<Process, 'level'>,
  time: number,
  slopes: Slopes,
  points: ArrayLike<number>,
  out: A,
): A {
  const level = process.level(time);
  exact.posteriorMean(points, level, out);
  const { alpha, sigma } = level;
  for (let i = 0; i < out.length; i++)
    out[i] = slopes.alpha * out[i] + (slopes.sigma * (points[i] - alpha * out[i])) / sigma;
  return out;
}
