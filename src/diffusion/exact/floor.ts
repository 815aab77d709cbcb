/**
 * The loss floor is the loss that a perfect network reaches: E‖eps - eps*(x_t)‖² > 0, because x_t does not say which noise
 * made it. It differs from t to t and from schedule to schedule, which is why losses are not comparable across them.
 */
import { type Draw, fillNormal } from '../../lib/rng';
import { qSample } from '../forward';
import type { Level } from '../process';
import type { ExactReference } from './mixture';

/**
 * The floor of the eps loss at one level, per dimension, by Monte Carlo; over the noise in closed form where the answers are those of the
 * density (Rao–Blackwell).
 * @param x0   [N, D] draws of the data; the error falls as 1/√N
 * @param draw names the noise; give each level its own step
 */
export function lossFloor(
  exact: Pick<ExactReference, 'dims' | 'eps' | 'epsVariance'>,
  x0: ArrayLike<number>,
  level: Level,
  draw: Draw,
): number {
  const eps = fillNormal(new Float64Array(x0.length), draw);
  const xt = qSample(x0, level, eps, new Float64Array(x0.length));
  if (exact.epsVariance) {
    const left = exact.epsVariance(xt, level, new Float64Array(x0.length / exact.dims));
    return left.reduce((sum, value) => sum + value, 0) / left.length;
  }
  const best = exact.eps(xt, level, xt.slice());
  let sum = 0;
  for (let i = 0; i < eps.length; i++) sum += (eps[i] - best[i]) ** 2;
  return sum / eps.length;
}
