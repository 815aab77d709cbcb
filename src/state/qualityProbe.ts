/**
 * A quality probe measures on demand: it draws as many samples as a figure needs, in parts, and measures them beside real data. Its
 * result belongs to one set of weights with one way of sampling, and is gone with it.
 */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { DataQuestion } from '../../workers/evaluator';
import { messageOf } from '../lib/diagnostic';
import { asSentence } from '../lib/numbers';
import type { Measurement } from '../types/score';
import { qualityNotMeasured } from '../words/measuring';
import { type DrawProgress, drawInParts, SAMPLES_OF_A_PART } from './drawInParts';
import type { MeasureSamples } from './families';
import type { Notices } from './notices';

/** The subject of a measurement: weights, and how samples are drawn from them. */
export interface ProbeSubject {
  /** Two subjects with the same identity have the same figures. */
  readonly identity: object;
  readonly data: DataQuestion;
  readonly seed: number;
  /** @returns [count, ...shape] in data units; null where the draw was cancelled */
  draw(count: number, seed: number, signal: AbortSignal): Promise<Float32Array | null>;
}

export interface QualityProbe {
  /** The figures of the present subject; null until they are measured. */
  readonly result: ReadonlySignal<Measurement | null>;
  /** Null while nothing is measured. */
  readonly progress: ReadonlySignal<DrawProgress | null>;
  /** False while there is nothing to draw from. */
  readonly isReady: ReadonlySignal<boolean>;
  /** Draws this many samples and measures them; does nothing while a measurement runs. */
  measure(count: number): Promise<void>;
  cancel(): void;
  dispose(): void;
}

interface Parts {
  readonly subject: ReadonlySignal<ProbeSubject | null>;
  readonly measure: MeasureSamples;
  /** Names a failure, as long as its subject is there. */
  readonly notices: Pick<Notices, 'problem' | 'clear'>;
  /** The subject of that notice: probes on one page do not share it. */
  readonly about: string;
  /** What a failure does not affect: a sentence for its hint. */
  readonly notAffected?: string;
  readonly now?: () => number;
}

export function createQualityProbe({
  subject,
  measure,
  notices,
  about,
  notAffected = '',
  now = () => performance.now(),
}: Parts): QualityProbe {
  const found = signal<{ readonly identity: object; readonly measurement: Measurement } | null>(null);
  const progress = signal<DrawProgress | null>(null);
  let controller = new AbortController();
  let identity: object | null = null;

  function cancel() {
    controller.abort();
    progress.value = null;
  }
  const stop = effect(() => {
    const next = subject.value?.identity ?? null;
    if (next !== identity) {
      cancel();
      notices.clear(about);
    }
    identity = next;
  });

  /** @returns [count, ...shape]; null where it was cancelled */
  async function drawAll(
    of: ProbeSubject,
    total: number,
    aborted: AbortSignal,
  ): Promise<Float32Array | null> {
    const samples = await drawInParts(1, {
      count: total,
      size: SAMPLES_OF_A_PART,
      // seeds of their own: with the seed of the samples on the stage the first part would be those
      draw: async (_, part, count) => {
        const samples = await of.draw(count, (of.seed + 1 + part) >>> 0, aborted);
        return aborted.aborted ? null : samples;
      },
      onProgress: (next) => {
        progress.value = next;
      },
      now,
    });
    return samples?.[0] ?? null;
  }

  return {
    result: computed(() =>
      found.value && found.value.identity === subject.value?.identity ? found.value.measurement : null,
    ),
    progress,
    isReady: computed(() => subject.value !== null),
    async measure(count) {
      const of = subject.peek();
      if (!of || progress.peek()) return;
      controller = new AbortController();
      const { signal: aborted } = controller;
      notices.clear(about);
      try {
        const samples = await drawAll(of, count, aborted);
        const measurement = samples && (await measure(of.data, samples));
        if (measurement && !aborted.aborted) found.value = { identity: of.identity, measurement };
      } catch (error) {
        if (!aborted.aborted)
          notices.problem(qualityNotMeasured, `${asSentence(messageOf(error))} ${notAffected}`.trim(), about);
      } finally {
        if (!aborted.aborted) progress.value = null;
      }
    },
    cancel,
    dispose() {
      cancel();
      stop();
    },
  };
}
