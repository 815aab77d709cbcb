/** Under the field of sampling steps: how many are taken, where a chain has fewer levels. The number in the field stays, for when T grows again. */
import { stepsTaken } from '../../config/samplingSteps';
import * as words from '../../words/stepsTaken';
import { count } from '../format';

interface Props {
  /** In the field. */
  readonly steps: number;
  /** One process, or those of both sides of a comparison. */
  readonly processes: readonly Omit<Parameters<typeof stepsTaken>[0], 'samplingSteps'>[];
}

export function StepsTaken({ steps, processes }: Props) {
  const taken = [...new Set(processes.map((process) => stepsTaken({ ...process, samplingSteps: steps })))];
  if (taken.every((n) => n === steps)) return null;
  return <p class="check">{words.stepsTaken(taken.map(count).join(' / '))}</p>;
}
