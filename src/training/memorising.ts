/** The page's questions about memorisation: how far a run has copied its examples, and when new networks begin to. */
import type { CopyingRequest, EventHandler, MemorisationRequest } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import type { DataSource } from '../types/dataSource';
import type { CopyingCurve, MemorisationReport } from '../types/memorisation';
import { trainToCopying } from './copyingStudy';
import type { Learner } from './learner';
import { type Memorisation, type MemorisationParts, openMemorisation } from './memorisation';

export interface MemorisingParts extends MemorisationParts {
  readonly runId: number;
  readonly learner: Pick<Learner, 'copyWeights' | 'step'>;
  readonly source?: DataSource | undefined;
  /** How samples are drawn now: the run's configuration with what was set since it began. */
  readonly sampling: () => RunConfig;
  /** Aborted when the run is stopped or has failed. */
  readonly ended: AbortSignal;
}

export interface Memorising {
  /** @returns null where nothing is held out from the training, or the run has ended */
  memorisation(request: MemorisationRequest): Promise<MemorisationReport | null>;
  /** @returns null where it was cancelled @throws RefusedError where copies cannot be told from fresh data */
  trainToCopying(request: CopyingRequest, onProgress?: EventHandler): Promise<CopyingCurve | null>;
  cancelCopying(): void;
}

export function createMemorising(parts: MemorisingParts): Memorising {
  const { runId, learner, ended } = parts;
  let opened: Promise<Memorisation | null> | null = null;
  let copying = new AbortController();
  return {
    async memorisation({ samples, step }) {
      opened ??= openMemorisation(parts).catch((error) => {
        opened = null; // images that could not be fetched are fetched again
        throw error;
      });
      const memorisation = await opened;
      if (!memorisation || ended.aborted) return null;
      const copy = learner.copyWeights('ema');
      const { step: lossStep } = learner;
      try {
        const losses = await memorisation.losses(copy.tensors, [ended]);
        const copies = losses && (await memorisation.copies(samples, [ended]));
        return copies && { step, lossStep, examples: memorisation.examples, copies, losses };
      } finally {
        copy.dispose();
      }
    },
    async trainToCopying({ examples, seed, steps }, onProgress) {
      copying.abort();
      copying = new AbortController();
      const signals = [copying.signal, ended];
      const report = (step: number) =>
        onProgress?.({ type: 'work', runId, stage: 'copying', done: step / steps });
      await report(0); // the page forgets how far the network before came
      const config = parts.sampling();
      return trainToCopying({ ...parts, config }, { examples, seed, steps, signals, onProgress: report });
    },
    cancelCopying() {
      copying.abort();
    },
  };
}
