/** The change of settings with which a run that has failed can continue. */
import type { RunConfig } from '../../../config/fields';
import type { RunState } from '../../../state/run/run';
import * as words from '../../../words/train/remedy';
import { useLab } from '../../shell/lab';

export type FailedRun = RunState & { readonly failure: NonNullable<RunState['failure']> };

/** Null where no change of settings helps. */
function remedyFor(
  { code, fix, step }: NonNullable<RunState['failure']>,
  config: RunConfig,
): { label: string; changes: Partial<RunConfig> } | null {
  if (typeof fix?.batchSize === 'number')
    return {
      label: (step > 0 ? words.goOnWithBatches : words.trainWithBatches)(fix.batchSize),
      changes: fix,
    };
  switch (code) {
    case 'device-lost':
    case 'gpu-error':
    case 'no-gpu':
      if (config.backend === 'wasm' || config.backend === 'cpu') return null;
      return config.backend === 'webgl'
        ? { label: words.continueOn('WASM'), changes: { backend: 'wasm' } }
        : { label: words.continueOn('WebGL'), changes: { backend: 'webgl' } };
    case 'non-finite-loss': {
      const rate = Number(Math.min(config.learningRate / 10, 1e-2).toPrecision(1));
      return { label: words.continueWithRate(rate), changes: { learningRate: rate } };
    }
    case 'out-of-memory':
    case 'bad-config':
    case 'bad-file':
    case 'quota':
    case 'bug':
      return null;
    default:
      return code satisfies never;
  }
}

export default function Remedy({ failure, config }: FailedRun) {
  const lab = useLab();
  const remedy = remedyFor(failure, config);
  if (!remedy) return null;
  return (
    <button type="button" onClick={() => void lab.commands.continueWith(remedy.changes)}>
      {remedy.label}
    </button>
  );
}
