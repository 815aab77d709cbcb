/** Which fields of the configuration each process reads. Pure. */
import type { FieldName, RunConfig } from '../../../config/fields';

/** The parameters that this process reads, in the order of the form. */
export function parametersOf({ process, schedule, zeroTerminalSnr }: RunConfig): FieldName[] {
  switch (process) {
    case 'ddpm': {
      const ends: FieldName[] = schedule === 'cosine' ? ['cosineS'] : ['betaStart', 'betaEnd'];
      const scaled: FieldName[] = schedule === 'linear' || schedule === 'quadratic' ? ['scaleBetas'] : [];
      return ['T', ...ends, ...scaled, 'zeroTerminalSnr'];
    }
    case 'vp-sde': {
      const ends: FieldName[] = schedule === 'cosine' ? ['cosineS'] : ['betaMin', 'betaMax'];
      // It refuses this process: it must be there to be turned off.
      return zeroTerminalSnr ? [...ends, 'zeroTerminalSnr'] : ends;
    }
    case 've-sde':
      return zeroTerminalSnr ? ['sigmaMin', 'sigmaMax', 'zeroTerminalSnr'] : ['sigmaMin', 'sigmaMax'];
    default:
      return process satisfies never;
  }
}
