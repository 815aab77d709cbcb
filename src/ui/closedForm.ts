/** The closed form of x_t as an equation, which differs between processes, and the symbols of its factors. */
import { isDriftless, type Process } from '../diffusion/process';
import { PROCESS_EQUATIONS } from './processEquations.generated';

export interface ClosedForm {
  readonly markup: string;
  readonly factors: readonly ['keep', 'time'] | readonly ['sigma'] | readonly ['abar', 'rest'];
}

export function closedFormOf(process: Process): ClosedForm {
  if (process.odeFrame === 'straight')
    return { markup: PROCESS_EQUATIONS.straight, factors: ['keep', 'time'] };
  return isDriftless(process)
    ? { markup: PROCESS_EQUATIONS.exploding, factors: ['sigma'] }
    : { markup: PROCESS_EQUATIONS.forward, factors: ['abar', 'rest'] };
}
