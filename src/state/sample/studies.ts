/**
 * Studies draw many times from the model of the Sample view: the same noise with few and with many steps, and quality against network
 * evaluations. They run on demand, can be cancelled, and are dropped with the model.
 */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { drawnLabel } from '../../config/classNames';
import { concerns } from '../../config/family';
import type { RunConfig } from '../../config/fields';
import { mostSamplingSteps } from '../../config/samplingSteps';
import { SAMPLERS } from '../../diffusion/samplers';
import { messageOf } from '../../lib/diagnostic';
import type { Score } from '../../types/score';
import * as words from '../../words/state/sample';
import { type MeasureSamples, sampleFamilyOf } from '../families';
import type { Notices } from '../notices';
import { createSweep, type Progress, STEP_BUDGETS, type Sweep, type SweepJob } from '../sweep';
import type { LoadedModel, SampleSession } from './session';
import { unmeasurable } from './unmeasurable';

/** Samples from the same noise with one number of steps. */
export interface StepsPanel {
  readonly steps: number;
  readonly nfe: number;
  /** [count, ...shape] in data units */
  readonly samples: Float32Array;
}

interface CurvePoint {
  readonly nfe: number;
  readonly steps: number;
  readonly score: Score;
}

/** The scores of one sampler by rising number of evaluations. */
export interface QualityCurve {
  readonly config: RunConfig;
  readonly points: readonly CurvePoint[];
}

export interface SampleStudies {
  readonly panels: ReadonlySignal<readonly StepsPanel[]>;
  readonly panelsProgress: ReadonlySignal<Progress | null>;
  /** By `curveKey`; a new measurement of a sampler replaces its curve. */
  readonly curves: ReadonlySignal<ReadonlyMap<string, QualityCurve>>;
  readonly curveProgress: ReadonlySignal<Progress | null>;
  /** Draws the same noise with few steps and with many. */
  drawPanels(): Promise<void>;
  /** Measures the chosen sampler at several numbers of steps. */
  measureCurve(): Promise<void>;
  /** Ends the present study; its results so far stay. */
  cancel(): void;
  dispose(): void;
}

interface Parts {
  readonly session: Pick<SampleSession, 'model' | 'form' | 'draw' | 'activity'>;
  readonly measure: MeasureSamples;
  readonly notices: Pick<Notices, 'problem' | 'clear'>;
}

/** The subject of the notice that a study failed. */
const ABOUT = 'study';

/** The step budgets of the panels: all but one, so that they fit beside each other. */
export const PANEL_STEPS: readonly number[] = STEP_BUDGETS.filter((steps) => steps !== 20);

/** The step budgets and the form's own number of steps, each once, rising, none above T of a discrete chain. */
export function studiedSteps(
  budgets: readonly number[],
  config: Pick<RunConfig, 'samplingSteps' | 'process' | 'T'>,
): number[] {
  const most = mostSamplingSteps(config);
  const all = new Set([...budgets, config.samplingSteps].map((steps) => Math.min(steps, most)));
  return [...all].sort((a, b) => a - b);
}

/** Curves with the same key belong to the same sampler with the same parameters, and to samples of the same class under the same guidance. */
export const curveKey = (config: RunConfig): string => {
  const { sampler, guidance } = config;
  const ofClass = concerns('guidance', config) ? [drawnLabel(config), guidance] : [];
  return [sampler, ...ofClass, ...SAMPLERS[sampler].parameters.map((name) => config[name])].join(' ');
};

export function createSampleStudies({ session, measure, notices }: Parts): SampleStudies {
  const panels = signal<readonly StepsPanel[]>([]);
  const curves = signal<ReadonlyMap<string, QualityCurve>>(new Map());
  const panelSweep = createSweep();
  const curveSweep = createSweep();
  let model: LoadedModel | null = null;

  function cancel() {
    panelSweep.cancel();
    curveSweep.cancel();
  }
  const stop = effect(() => {
    if (session.model.value === model) return;
    model = session.model.value;
    cancel();
    notices.clear(ABOUT);
    panels.value = [];
    curves.value = new Map();
  });

  /** Runs a sweep over numbers of steps; one that the sampler refuses is left out. */
  async function study(
    sweep: Sweep,
    options: { readonly budgets: readonly number[]; readonly count: number; readonly problem: string },
    job: Pick<SweepJob<number>, 'place' | 'measure'>,
  ): Promise<void> {
    const { budgets, count, problem } = options;
    const config = session.form.config.peek();
    const refusals: string[] = [];
    cancel(); // one study at a time
    notices.clear(ABOUT);
    const subject = model;
    const report = (hint: string) => {
      if (subject === model) notices.problem(problem, hint, ABOUT);
    };
    try {
      const cells = studiedSteps(budgets, config);
      await sweep.run<number>({
        ...job,
        cells,
        configOf: (samplingSteps) => ({ ...config, samplingSteps }),
        draw: (samplingSteps, signal) => session.draw(count, { ...config, samplingSteps }, signal),
        place(steps, result) {
          if (result.kind === 'refused') refusals.push(result.why);
          else job.place(steps, result);
        },
      });
      if (refusals.length === cells.length) report(refusals[0]);
    } catch (error) {
      report(messageOf(error));
    }
  }

  return {
    panels,
    panelsProgress: panelSweep.progress,
    curves,
    curveProgress: curveSweep.progress,
    async drawPanels() {
      if (!model || session.activity.peek()) return;
      panels.value = [];
      const { panel } = sampleFamilyOf(model.config).counts;
      const problem = words.stepsNotCompared;
      await study(
        panelSweep,
        { budgets: PANEL_STEPS, count: panel, problem },
        {
          place(steps, result) {
            if (result.kind === 'drawn')
              panels.value = [...panels.peek(), { steps, nfe: result.nfe, samples: result.samples }];
          },
        },
      );
    },
    async measureCurve() {
      const measured = model;
      if (!measured || unmeasurable(measured) || session.activity.peek()) return;
      const config = session.form.config.peek();
      const { counts } = sampleFamilyOf(measured.config);
      const problem = words.samplerNotMeasured;
      let points: readonly CurvePoint[] = [];
      await study(
        curveSweep,
        { budgets: STEP_BUDGETS, count: counts.measured, problem },
        {
          measure: (_, samples) => measure({ config, source: measured.source }, samples),
          place(steps, result) {
            if (result.kind !== 'drawn' || !result.measurement) return;
            points = [...points, { nfe: result.nfe, steps, score: result.measurement.score }];
            curves.value = new Map(curves.peek()).set(curveKey(config), { config, points });
          },
        },
      );
    },
    cancel,
    dispose: stop,
  };
}
