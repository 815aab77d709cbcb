/** The state of the session as the Sample view shows it: whose samples they are, and whether they are of the form's settings. Pure. */
import type { RunConfig } from '../../../../config/fields';
import type { Activity, SessionSamples } from '../../../../state/sample/drawing';
import { samplesAlike } from '../../../../state/sample/settings';

export type Scene =
  /** Nothing is drawn, or only what a model before this one drew. */
  | 'empty'
  /** A draw of the form's settings is under way. */
  | 'drawing'
  /** A few samples in a few steps, until the requested ones are there. */
  | 'sketch'
  /** Samples that ship with the model, with the form's settings. */
  | 'recorded'
  /** Samples of other settings than the form's. */
  | 'earlier'
  /** Samples of the form's settings, drawn here. */
  | 'drawn';

interface Session {
  readonly samples: SessionSamples | null;
  readonly activity: Activity | null;
  readonly form: RunConfig;
  /** Samples that the form asks for. */
  readonly count: number;
}

export function sceneOf({ samples, activity, form, count }: Session): Scene {
  if (activity?.kind === 'sampling') return 'drawing';
  if (!samples) return 'empty';
  if (samples.preview) return 'sketch';
  if (samples.trajectory.count !== count || !samplesAlike(samples.config, form)) return 'earlier';
  return samples.recorded ? 'recorded' : 'drawn';
}
