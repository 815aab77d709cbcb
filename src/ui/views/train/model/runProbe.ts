/** The quality probe of the run in Train: of the newest weights that it has drawn from, while it does not train. */
import { computed } from '@preact/signals';
import { createQualityProbe, type ProbeSubject, type QualityProbe } from '../../../../state/qualityProbe';
import { isReadyToDraw } from '../../../../state/run/run';
import { drawSamples } from '../../../../state/sweep';
import * as words from '../../../../words/train/view';
import type { Lab } from '../../../shell/lab';
import type { RunDisplay } from './runDisplay';

export function createRunProbe({ trainer, measure, notices }: Lab, { run }: RunDisplay): QualityProbe {
  return createQualityProbe({
    subject: computed((): ProbeSubject | null => {
      const state = run.value;
      if (!state?.samples || !isReadyToDraw(state)) return null;
      const { runId, config, source, samples } = state;
      const { weights } = samples;
      return {
        identity: samples,
        data: { config, source },
        seed: config.seed,
        draw: (count, seed, signal) => drawSamples(trainer, { runId, count, seed, weights }, signal),
      };
    }),
    measure,
    notices,
    about: 'run-quality',
    notAffected: words.trainingNotAffected,
  });
}
