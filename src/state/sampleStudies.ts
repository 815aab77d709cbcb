/**
 * Studies ask one model many times: the same noise with few and with many steps, and quality against network evaluations. They are made
 * on demand, can be given up, and are thrown away with the model.
 */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { familyOf } from '../config/family';
import type { RunConfig } from '../config/fields';
import { openPlan } from '../config/openPlan';
import { openProcess } from '../config/openProcess';
import type { Measured, MeasureSamples } from './sampleQuality';
import type { LoadedModel, SampleSession } from './sampleSession';

/** What a few steps make of the noise that many steps are given too. */
export interface StepsPanel {
  readonly steps: number;
  readonly nfe: number;
  /** [count, ...shape] in data units */
  readonly samples: Float32Array;
}

export interface CurvePoint extends Measured {
  readonly nfe: number;
  readonly steps: number;
}

/** One sampler's qualities by rising number of evaluations. */
export interface QualityCurve {
  readonly config: RunConfig;
  readonly points: readonly CurvePoint[];
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface SampleStudies {
  readonly panels: ReadonlySignal<readonly StepsPanel[]>;
  readonly panelsProgress: ReadonlySignal<Progress | null>;
  /** By the sampler's id; measuring again replaces its curve. */
  readonly curves: ReadonlySignal<ReadonlyMap<string, QualityCurve>>;
  readonly curveProgress: ReadonlySignal<Progress | null>;
  /** Draws the same noise with few steps and with many. */
  drawPanels(): Promise<void>;
  /** Measures the chosen sampler at several numbers of steps. */
  measureCurve(): Promise<void>;
  /** Gives up what is under way; what is done stays. */
  cancel(): void;
  dispose(): void;
}

interface Parts {
  readonly session: Pick<SampleSession, 'model' | 'form' | 'draw' | 'cancel' | 'activity'>;
  readonly measure: MeasureSamples;
  readonly onProblem: (what: string, then: string) => void;
}

/** Samples in a panel, and in a measurement: enough to see or to tell apart, few enough to wait for. */
export const PANEL_COUNT = { images: 9, points: 600 } as const;
export const CURVE_COUNT = { images: 96, points: 2000 } as const;
export const PANEL_STEPS = [1, 2, 5, 10, 50];
const CURVE_STEPS = [1, 2, 5, 10, 20, 50];

const words = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The numbers of steps of a study with the one of the form, each once, rising, none beyond the chain's. */
export function studiedSteps(
  list: readonly number[],
  { samplingSteps, process, T }: Pick<RunConfig, 'samplingSteps' | 'process' | 'T'>,
): number[] {
  const most = process === 'ddpm' ? T : Number.POSITIVE_INFINITY;
  const all = new Set([...list, samplingSteps].map((steps) => Math.min(steps, most)));
  return [...all].sort((a, b) => a - b);
}

/** Curves with the same key belong to the same sampler. */
export const curveKey = ({ sampler, eta, solverOrder }: RunConfig): string =>
  sampler === 'ddim'
    ? `${sampler} ${eta}`
    : sampler === 'dpm-solver++'
      ? `${sampler} ${solverOrder}`
      : sampler;

export function createSampleStudies({ session, measure, onProblem }: Parts): SampleStudies {
  const panels = signal<readonly StepsPanel[]>([]);
  const panelsProgress = signal<Progress | null>(null);
  const curves = signal<ReadonlyMap<string, QualityCurve>>(new Map());
  const curveProgress = signal<Progress | null>(null);
  let model: LoadedModel | null = null;
  /** Counts askings: who finds another number than its own was given up. */
  let asked = 0;
  const stop = effect(() => {
    if (session.model.value === model) return;
    model = session.model.value;
    asked++;
    panels.value = [];
    curves.value = new Map();
    panelsProgress.value = curveProgress.value = null;
  });

  /** Draws and uses samples at each number of steps; numbers that the sampler refuses are left out. */
  async function study(
    progress: { value: Progress | null },
    list: readonly number[],
    [count, what]: readonly [number, string],
    use: (steps: number, nfe: number, samples: Float32Array) => Promise<void> | void,
  ): Promise<void> {
    if (session.activity.peek()) return;
    const mine = ++asked;
    const current = () => mine === asked;
    panelsProgress.value = curveProgress.value = null;
    const config = session.form.config.peek();
    const steps = studiedSteps(list, config);
    const refusals: string[] = [];
    let done = 0;
    try {
      progress.value = { done, total: steps.length };
      for (const samplingSteps of steps) {
        let nfe: number;
        try {
          nfe = openPlan({ ...config, samplingSteps }, openProcess(config)).nfe;
        } catch (error) {
          refusals.push(words(error));
          continue;
        }
        const samples = await session.draw(count, { ...config, samplingSteps });
        if (!current()) return;
        await use(samplingSteps, nfe, samples);
        if (!current()) return;
        done++;
        progress.value = { done, total: steps.length };
      }
      if (refusals.length === steps.length && refusals.length > 0) onProblem(what, refusals[0]);
    } catch (error) {
      if (current()) onProblem(what, words(error));
    } finally {
      if (current()) progress.value = null;
    }
  }

  return {
    panels,
    panelsProgress,
    curves,
    curveProgress,
    async drawPanels() {
      if (!model) return;
      panels.value = [];
      const count = PANEL_COUNT[familyOf(model.config.dataset)];
      await study(
        panelsProgress,
        PANEL_STEPS,
        [count, 'The numbers of steps could not be compared.'],
        (steps, nfe, samples) => {
          panels.value = [...panels.peek(), { steps, nfe, samples }];
        },
      );
    },
    async measureCurve() {
      const of = model;
      if (!of) return;
      const config = session.form.config.peek();
      const key = curveKey(config);
      const count = CURVE_COUNT[familyOf(of.config.dataset)];
      let points: readonly CurvePoint[] = [];
      await study(
        curveProgress,
        CURVE_STEPS,
        [count, 'The sampler could not be measured.'],
        async (steps, nfe, samples) => {
          const measured = await measure(of, samples);
          if (!measured) throw new Error('samples of this data set cannot be measured');
          points = [...points, { ...measured, nfe, steps }];
          curves.value = new Map(curves.peek()).set(key, { config, points });
        },
      );
    },
    cancel() {
      asked++;
      const busy = panelsProgress.peek() || curveProgress.peek();
      panelsProgress.value = curveProgress.value = null;
      if (busy) void session.cancel();
    },
    dispose: stop,
  };
}
