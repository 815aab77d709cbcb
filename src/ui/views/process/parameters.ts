/** The fields of the form that the chosen process reads. Pure. */
import type { FieldName, RunConfig } from '../../../config/fields';
import { PROCESSES } from '../../../diffusion/processes';

/** In the order of the form. A rescaling that the process refuses is shown while it is on, so that it can be turned off. */
export function parametersOf(config: RunConfig): readonly FieldName[] {
  const read = PROCESSES[config.process].parameters(config);
  return config.zeroTerminalSnr && !read.includes('zeroTerminalSnr') ? [...read, 'zeroTerminalSnr'] : read;
}
