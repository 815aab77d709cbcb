/**
 * A guest is a model that stands as a side of a comparison with the weights that it came with: one that ships, one of a file, or the
 * run of the Train view. It is only drawn from, or goes on training from those weights.
 */
import type { DataSource, FileWeights, RunRequest } from '../../workers/protocol';
import type { FieldName, RunConfig } from '../config/fields';

export interface Guest {
  /** Id of the gallery, or '' for a model of the user's. */
  readonly id: string;
  readonly label: string;
  readonly config: RunConfig;
  readonly weights: FileWeights;
  readonly source?: DataSource;
  /** Whether it goes on training; else it is only drawn from. */
  readonly trains: boolean;
}

/** What a guest takes from the comparison, so that both sides are drawn alike, from the same noise. */
const FOLLOWED = [
  'sampler',
  'samplingSteps',
  'spacing',
  'eta',
  'solverOrder',
  'langevinSnr',
  'label',
  'guidance',
  'seed',
  'backend',
] as const satisfies readonly FieldName[];

/** Whether a side's own value of a field counts for a guest too. */
export const followsForm = (name: FieldName): boolean =>
  name === 'trainingSteps' || (FOLLOWED as readonly FieldName[]).includes(name);

/** The step at which a guest's training goes on. */
export const firstStepOf = ({ trains, weights }: Guest): number =>
  trains ? (weights.training?.step ?? 0) : 0;

/**
 * The configuration under which a guest runs: its own, but for what it follows.
 * @param form what the comparison would give this side
 * @returns `trainingSteps` 0 for one that is only drawn from: there is nothing to do before its samples
 */
export function guestConfig(guest: Guest, form: RunConfig): RunConfig {
  const { config, trains } = guest;
  const followed = Object.fromEntries(FOLLOWED.map((name) => [name, form[name]])) as Partial<RunConfig>;
  const most = config.process === 'ddpm' ? config.T : form.samplingSteps; // a chain has no more levels than that
  return {
    ...config,
    ...followed,
    samplingSteps: Math.min(form.samplingSteps, most),
    trainingSteps: trains ? firstStepOf(guest) + form.trainingSteps : 0,
  };
}

/** Its weights as a run begins with them; what training alone needs stays behind where nothing is trained. */
export const guestWeights = ({ weights, trains }: Guest): Pick<RunRequest, 'weights'> => ({
  weights: trains ? weights : { ...weights, training: null },
});
