/** Over many configurations and phases no sentence is shown whose claim the state contradicts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concerns } from '../../../src/config/family';
import { DEFAULT_CONFIG, FIELDS, type FieldName, type RunConfig } from '../../../src/config/fields';
import { isDriftless, type Process } from '../../../src/diffusion/process';
import { PROCESSES } from '../../../src/diffusion/processes';
import { createComparison, SIDES } from '../../../src/state/compare/comparison';
import { extendedSteps, nextTraining, settingsChanged } from '../../../src/state/run/continuation';
import { beginRun, type RunState } from '../../../src/state/run/run';
import type { Activity, SessionSamples } from '../../../src/state/sample/drawing';
import { FEWEST_IMAGES } from '../../../src/state/score';
import { createSettings } from '../../../src/state/settings';
import type { Phase } from '../../../src/types/run';
import type { Measurement, Score } from '../../../src/types/score';
import type { Trajectory } from '../../../src/types/trajectory';
import { chosenProcess, type ProcessFacts } from '../../../src/ui/chosenProcess';
import { closedFormOf } from '../../../src/ui/closedForm';
import { phrase, settingsLine, startNote } from '../../../src/ui/findings';
import { formulaNumber } from '../../../src/ui/format';
import { labelOf } from '../../../src/ui/labels';
import { scoreText, standingOf } from '../../../src/ui/quality';
import {
  compareButton,
  firstLookTitle,
  lossCaution,
  nextSentence,
  noiseReason,
  sameness,
} from '../../../src/ui/views/compare/findings';
import { rateName } from '../../../src/ui/views/compare/schedulesChart';
import {
  GLOSSED,
  gloss,
  processesTitle,
  headline as processHeadline,
  sliceTitle,
} from '../../../src/ui/views/process/findings';
import { headline as sampleHeadline, waitingNote } from '../../../src/ui/views/sample/findings';
import { sceneOf } from '../../../src/ui/views/sample/model/scene';
import { timingText, trainButton, headline as trainHeadline } from '../../../src/ui/views/train/findings';
import { transportStateOf, transportStateOfBoth } from '../../../src/ui/widgets/transportState';

const config = fc
  .record({
    dataset: fc.constantFrom(...FIELDS.dataset.values),
    schedule: fc.constantFrom(...FIELDS.schedule.values),
    sampler: fc.constantFrom(...FIELDS.sampler.values),
    samplingSteps: fc.integer({ min: 1, max: 200 }),
    seed: fc.integer({ min: 0, max: 3 }),
  })
  .map((changes): RunConfig => ({ ...DEFAULT_CONFIG, ...changes }));

const score = fc.record({
  kind: fc.constantFrom('energy distance' as const, 'Fréchet distance' as const),
  value: fc.double({ min: 0, max: 100, noNaN: true }),
  floor: fc.double({ min: 1e-4, max: 10, noNaN: true }),
  spread: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  n: fc.constantFrom(16, 64, 511, 512, 1000, 5000),
});

const measurementOf = (of: Score): Measurement => ({ score: of, second: of, images: null });
const isFarAway = ({ kind, value, floor, spread, n }: Score) =>
  (kind === 'energy distance' || n >= FEWEST_IMAGES) &&
  value > 3 * floor &&
  value > floor + 2 * (spread ?? 0);

const PHASES: readonly Phase[] = [
  'preparing',
  'compiling',
  'training',
  'paused',
  'done',
  'failed',
  'stopped',
];

describe('qualities', () => {
  test('no Fréchet distance of fewer than 512 images is ever shown, and n stands beside every other figure', () => {
    fc.assert(
      fc.property(score, (of) => {
        const text = scoreText(of);
        if (of.kind === 'Fréchet distance' && of.n < FEWEST_IMAGES) {
          expect(text).toBe(`${of.n} images: too few to measure`);
          expect(standingOf(of)).toBeNull();
        } else {
          expect(text).toContain(`n = ${of.n.toLocaleString('en')}`);
          expect(text).toContain('real data');
        }
      }),
    );
  });
});

describe('the headline of Train', () => {
  const phase = fc.constantFrom(...PHASES);
  const run = (of: RunConfig, at: Phase, step: number | null, opened = false): RunState => ({
    ...beginRun({ runId: 1, config: of, opened }),
    phase: at,
    step: step ?? 0,
    samples: step === null ? null : { trajectory: {} as Trajectory, step, weights: 'ema' },
  });

  test('claims the data only where the samples are measured and not far, and no step that is not there', () => {
    fc.assert(
      fc.property(
        config,
        phase,
        fc.option(fc.integer({ min: 0, max: 5000 })),
        fc.option(fc.tuple(score, fc.integer({ min: 0, max: 5000 }))),
        (of, at, step, measured) => {
          const quality = measured && { ...measurementOf(measured[0]), step: measured[1] };
          const text = trainHeadline(run(of, at, step), of, quality);
          const claims = / after [\d,]+ training steps?\.$/.test(text) && !text.startsWith('Samples');
          if (claims || text.startsWith('Nearly')) {
            expect(quality).not.toBeNull();
            expect(isFarAway(quality!.score)).toBe(false);
          }
          if (step === null) expect(text).toMatch(/^(Starting a run|This run has no samples)/);
          if (step === 0) expect(text).toBe('Samples of the untrained network.');
          if (/at step/.test(text)) expect(text).toContain(quality!.step.toLocaleString('en'));
          const opened = trainHeadline(run(of, at, step, true), of, quality);
          expect(opened).not.toMatch(/untrained|Starting a run|after [\d,]+ training step/);
        },
      ),
    );
  });
});

describe('the headline of Sample', () => {
  const trajectory = fc.constantFrom(4, 64).map((count) => ({ count }) as Trajectory);
  const drawn = fc.option(
    fc.record({ trajectory, config, preview: fc.boolean(), recorded: fc.boolean() }),
  ) as fc.Arbitrary<SessionSamples | null>;
  const activity = fc.option(
    fc.constantFrom<Activity>({ kind: 'loading' }, { kind: 'starting' }, { kind: 'sampling', done: 0.5 }),
    { freq: 1 },
  );

  /** In half of the cases the form has the settings of the samples, as after a draw. */
  const other = fc.option(config, { freq: 1 });
  const kindOf = (text: string) => /\b(new|as far as)\b/.exec(text)?.[1] ?? 'other';

  test('calls new only what was drawn here, with the settings of the form, and not far from real data', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(drawn, activity, other, fc.option(score), (samples, doing, changed, of) => {
        const form = changed ?? samples?.config ?? DEFAULT_CONFIG;
        const scene = sceneOf({ samples, activity: doing, form, count: 64 });
        const text = sampleHeadline({
          scene,
          config: scene === 'drawing' ? form : (samples?.config ?? form),
          count: samples?.trajectory.count ?? 64,
          measurement: of && measurementOf(of),
        });
        if (/\bnew\b/.test(text)) {
          expect(doing?.kind).not.toBe('sampling');
          expect(samples).toMatchObject({ preview: false, recorded: false, trajectory: { count: 64 } });
          expect({ ...samples!.config, dataset: 0, schedule: 0 }).toEqual({
            ...form,
            dataset: 0,
            schedule: 0,
          });
          if (of) expect(isFarAway(of)).toBe(false);
        }
        if (doing?.kind === 'sampling') expect(text).toMatch(/^Sampling \d/);
        if (/recorded/.test(text)) expect(samples?.recorded).toBe(true);
        if (/seed \d/.test(text)) expect(text).toContain(`seed ${samples!.config.seed}`);
        seen.add(kindOf(text));
      }),
      { numRuns: 3000 },
    );
    expect(seen).toEqual(new Set(['new', 'as far as', 'other']));
  });
});

/** Configurations whose schedule, process and T vary, with processes that refuse some of them left out. */
const processes = fc
  .record({
    process: fc.constantFrom(...FIELDS.process.values),
    schedule: fc.constantFrom(...FIELDS.schedule.values),
    T: fc.integer({ min: 2, max: 1200 }),
    scaleBetas: fc.boolean(),
    zeroTerminalSnr: fc.boolean(),
    sigmaMax: fc.double({ min: 0.5, max: 80, noNaN: true }),
  })
  .map((changes) => chosenProcess({ ...DEFAULT_CONFIG, ...changes }))
  .filter((chosen) => 'facts' in chosen)
  .map(({ facts }) => facts);
const shareAt = (process: Process, time: number) => {
  const { alpha, sigma } = process.level(time);
  return alpha ** 2 / (alpha ** 2 + sigma ** 2);
};
/** A tenth of a per cent, to which percentages are written. */
const ROUNDING = 0.005;

describe('the sentences of Process', () => {
  test('the headline says half noise where it is, and never where it is not', () => {
    fc.assert(
      fc.property(processes, ({ process, terminal }) => {
        const text = processHeadline(process, terminal);
        const [first, last] = [shareAt(process, process.timeMin), shareAt(process, process.timeMax)];
        if (text.startsWith('Never half noise')) expect(last).toBeGreaterThan(0.5);
        else expect(last).toBeLessThanOrEqual(0.5 + 1e-9);
        if (text.startsWith('More than half noise after one step')) expect(first).toBeLessThan(0.5);
        const half = /^Half noise at t = ([\d.]+) of/.exec(text);
        if (half) {
          const step = process.discrete ? 1.01 : 0.011 * process.timeMax;
          const before = Math.max(process.timeMin, Number(half[1]) - step);
          const after = Math.min(process.timeMax, Number(half[1]) + step);
          expect(shareAt(process, before)).toBeGreaterThanOrEqual(0.5 - 1e-6);
          expect(shareAt(process, after)).toBeLessThanOrEqual(0.5 + 1e-6);
        }
        if (text.includes('all noise at the end')) expect(terminal.verdict).toBe('noise');
        const left = /([\d.]+)% of the variance is signal/.exec(text);
        if (left) expect(Math.abs(Number(left[1]) / 100 - terminal.signal)).toBeLessThanOrEqual(ROUNDING);
      }),
    );
  });

  test('the peaks that are said to remain, or to have merged, are those that are counted', () => {
    fc.assert(
      fc.property(
        processes,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        ({ process }, at, now, data) => {
          const time = process.timeMin + at * (process.timeMax - process.timeMin);
          const text = sliceTitle(process, time, { now, data });
          if (text.includes('all')) expect(now).toBeGreaterThanOrEqual(data);
          if (text.includes('merged into one')) expect(now).toBe(1);
          if (now < data && now > 1) expect(text).toContain(`${now} of ${data}`);
          expect(text).toContain(`t = ${process.formatTime(time)}`);
        },
      ),
    );
  });

  test('a process is said never to reach half noise only where it has no such time', () => {
    const half = fc.record({
      name: fc.constantFrom('P', 'Q', 'R'),
      position: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    });
    fc.assert(
      fc.property(fc.uniqueArray(half, { minLength: 1, selector: ({ name }) => name }), (halves) => {
        const text = processesTitle(halves);
        const never = halves.filter(({ position }) => position === null);
        expect(text.includes('never')).toBe(never.length > 0);
        for (const { name } of never) expect(text).toContain(name);
        if (never.length === 0) expect(text).toMatch(/^Half noise after/);
      }),
    );
  });

  test('what is said of a symbol is so of the process at this time', () => {
    fc.assert(
      fc.property(
        processes,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(...GLOSSED),
        ({ process }, at, symbol) => {
          const time = process.timeMin + at * (process.timeMax - process.timeMin);
          const level = process.level(time);
          const { text, strong } = gloss(symbol, { process, time, level, rate: 0.01 });
          if (text.includes('only the noise grows')) expect(isDriftless(process)).toBe(true);
          if (text.includes('not scaled down')) expect(symbol).toBe('sigma');
          if (symbol === 'abar') expect(strong).toBe(`= ${formulaNumber(level.alpha)}`);
          if (/at t = /.test(text)) expect(text).toContain(process.formatTime(time));
        },
      ),
    );
  });
});

/** A side of a comparison: its process, whatever it is, and what its network predicts. */
const sides = fc
  .record({
    process: fc.constantFrom(...FIELDS.process.values),
    schedule: fc.constantFrom(...FIELDS.schedule.values),
    prediction: fc.constantFrom(...FIELDS.prediction.values),
    T: fc.integer({ min: 20, max: 1200 }),
  })
  .map((changes): RunConfig => ({ ...DEFAULT_CONFIG, ...changes }))
  .map((config) => ({ config, chosen: chosenProcess(config) }))
  .filter((side): side is { config: RunConfig; chosen: { facts: ProcessFacts } } => 'facts' in side.chosen);

describe('the sentences of Compare, for any two processes and predictions', () => {
  test('what is said to differ has an effect, and a schedule is named only where a side has one', () => {
    fc.assert(
      fc.property(sides, sides, ({ config: a }, { config: b }) => {
        const comparison = createComparison(createSettings(DEFAULT_CONFIG), { a, b });
        const differing = comparison.differences.value;
        const { differs } = sameness(differing);
        const [p, q] = SIDES.map((side) => comparison.sides[side].config.value);
        for (const name of differing) {
          expect(p[name]).not.toBe(q[name]);
          expect(concerns(name, p) || concerns(name, q)).toBe(true);
        }
        const usesSchedule = [p, q].some(({ process }) => PROCESSES[process].usesSchedule);
        if (/\bschedule\b/.test(differs)) expect(usesSchedule).toBe(true);
        if (differs === 'No setting that has an effect differs.')
          for (const name of Object.keys(FIELDS) as FieldName[])
            if (concerns(name, p) || concerns(name, q)) expect(p[name]).toBe(q[name]);
      }),
    );
  });

  test('a closed form has ᾱ, and a step has β, only where the process has them', () => {
    fc.assert(
      fc.property(fc.array(sides, { minLength: 1, maxLength: 2 }), (shown) => {
        const all = shown.map(({ chosen }) => chosen.facts);
        for (const { process } of all) {
          const { markup, factors } = closedFormOf(process);
          expect(markup.includes('data-sym="abar"')).toBe(process.variancePreserving);
          const level = process.level(0.37 * process.timeMax);
          if (factors[0] === 'keep') expect(level.alpha + level.sigma).toBeCloseTo(1, 12);
          if (factors[0] === 'sigma') expect(level.alpha).toBe(1);
          if (factors[0] === 'abar') expect(level.alpha ** 2 + level.sigma ** 2).toBeCloseTo(1, 9);
        }
        const name = rateName(all);
        expect(name.includes('β')).toBe(all.some(({ process }) => process.discrete));
        expect(name.includes('g²')).toBe(all.some(({ process }) => !process.discrete));
      }),
    );
  });

  test('half noise is said of each side where it is, and the noisier side is', () => {
    fc.assert(
      fc.property(sides, sides, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, at) => {
        const title = firstLookTitle(a.chosen, b.chosen);
        const both = /at t = ([\d.]+), in A and in B/.exec(title);
        const each = /at t = ([\d.]+) in A, at t = ([\d.]+) in B/.exec(title);
        const times = both ? [both[1], both[1]] : each ? [each[1], each[2]] : [];
        times.forEach((time, i) => {
          const { process } = [a, b][i].chosen.facts;
          const step = process.discrete ? 1.01 : 0.011;
          const around = [Number(time) - step, Number(time) + step].map((t) =>
            shareAt(process, Math.min(process.timeMax, Math.max(process.timeMin, t))),
          );
          expect(around[0]).toBeGreaterThanOrEqual(0.5 - 1e-6);
          expect(around[1]).toBeLessThanOrEqual(0.5 + 1e-6);
        });
        const [p, q] = [a, b].map(({ chosen: { facts } }) => ({
          t: '',
          signal: shareAt(
            facts.process,
            facts.process.timeMin + at * (facts.process.timeMax - facts.process.timeMin),
          ),
        }));
        const reason = noiseReason(p, q, 'process', true);
        if (reason) expect(reason.startsWith('A') ? p.signal : q.signal).toBe(Math.min(p.signal, q.signal));
      }),
    );
  });

  test('losses are called comparable only where they are of one quantity and one floor', () => {
    const floors = fc.option(fc.double({ min: 0.01, max: 2, noNaN: true }));
    fc.assert(
      fc.property(floors, floors, fc.boolean(), fc.boolean(), (a, other, alike, equal) => {
        const b = equal ? a : other;
        const text = lossCaution(a, b, alike);
        if (text.includes('can be compared')) {
          expect(alike).toBe(true);
          expect(Math.abs(a! - b!)).toBeLessThan(0.01 * Math.max(a!, b!));
        } else expect(text).toContain('not comparable');
      }),
    );
  });

  test('the line of settings names no schedule, and no T, of a process that has none', () => {
    fc.assert(
      fc.property(sides, ({ config: of }) => {
        const text = settingsLine(of);
        const { usesSchedule, discrete } = PROCESSES[of.process];
        if (!discrete) expect(text).not.toMatch(/\bT = /);
        if (!usesSchedule)
          for (const schedule of FIELDS.schedule.values)
            expect(text.toLowerCase()).not.toContain(` ${labelOf('schedule', schedule).toLowerCase()},`);
      }),
    );
  });
});

/** A run in any phase, trained from its start or from a model, with or without samples and a preview under way. */
const runs = fc
  .record({
    config,
    phase: fc.constantFrom(...PHASES),
    step: fc.integer({ min: 0, max: 3000 }),
    backend: fc.constantFrom('wasm' as const, 'webgpu' as const, 'webgl' as const, 'cpu' as const),
    opened: fc.boolean(),
    sampled: fc.boolean(),
    previewDone: fc.option(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { nil: undefined }),
    counted: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
    trainedFor: fc.integer({ min: 0, max: 1e7 }),
    milliseconds: fc.integer({ min: 0, max: 5000 }),
  })
  .map(
    ({ config: of, backend, sampled, counted, milliseconds, ...state }): RunState => ({
      ...beginRun({ runId: 1, config: of }),
      ...state,
      backend: { backend } as RunState['backend'],
      // counted on WebGPU alone
      shaders: counted !== undefined && backend === 'webgpu' ? { done: counted, total: 12 } : undefined,
      samples: sampled ? { trajectory: {} as Trajectory, step: state.step, weights: 'ema' } : null,
      pace: { steps: 10, milliseconds, trained: milliseconds, at: 0 },
    }),
  );
const isStarting = ({ phase }: RunState) => phase === 'preparing' || phase === 'compiling';

describe('the transports', () => {
  test('speak of a start while there is one, of shaders on a GPU, of an untrained network where nothing is trained', () => {
    fc.assert(
      fc.property(runs, (run) => {
        const text = startNote(run);
        expect(text !== null).toBe(isStarting(run));
        if (!text) return;
        if (text.includes('shaders')) expect(['webgpu', 'webgl']).toContain(run.backend!.backend);
        if (text.includes('untrained')) expect([run.step, run.opened]).toEqual([0, false]);
        const done = /(\d+)% done/.exec(text);
        if (done) expect(Math.abs(Number(done[1]) / 100 - run.previewDone!)).toBeLessThanOrEqual(ROUNDING);
      }),
    );
  });

  test('Train: the button says what its press does, and the time is of what the run is doing', () => {
    fc.assert(
      fc.property(fc.option(runs), fc.option(config), (run, other) => {
        const form = other ?? run?.config ?? DEFAULT_CONFIG;
        const next = nextTraining(run, form, undefined);
        const state = transportStateOf(run?.phase);
        const { label, title } = trainButton(next, state);
        if (label === 'Resume') {
          expect(run!.step).toBeGreaterThan(0);
          expect(settingsChanged(run!, form, undefined)).toBe(false);
          expect(state).not.toBe('done');
        }
        if (label === 'Train anew') expect(settingsChanged(run!, form, undefined)).toBe(true);
        if (/ more$/.test(label)) {
          expect(state).toBe('done');
          const steps = Number(/[\d,]+/.exec(label)![0].replaceAll(',', ''));
          expect(steps).toBe(extendedSteps(run!, form) - run!.step);
        }
        if (/from step/.test(title)) expect(title).toContain(run!.step.toLocaleString('en'));
        if (label === 'Train' && state !== 'compiling')
          expect(run === null || run.step === 0 || run.phase === 'stopped').toBe(true);
        const timing = timingText(run);
        if (timing.startsWith('took')) expect(run!.phase).toBe('done');
        if (timing.endsWith('left')) expect(run!.phase).toBe('training');
      }),
    );
  });

  const frozenSides = fc.record({ a: fc.boolean(), b: fc.boolean() });

  test('Compare: the button trains no frozen side, and resumes only what is paused', () => {
    fc.assert(
      fc.property(fc.option(runs), fc.option(runs), fc.boolean(), frozenSides, (a, b, changed, frozen) => {
        const state = transportStateOfBoth(a?.phase, b?.phase);
        const { label, title } = compareButton({ state, changed, frozen });
        const says = `${label} ${title}`;
        if (/\bTrain\b/.test(says)) expect(frozen.a && frozen.b).toBe(false);
        if (says.includes('Train both')) expect(frozen.a || frozen.b).toBe(false);
        const alone = /Train ([AB])\b/.exec(says)?.[1];
        if (alone) expect(frozen).toEqual({ a: alone === 'B', b: alone === 'A' });
        if (says.includes('Resume')) expect([state, changed]).toEqual(['paused', false]);
        if (/changed settings/.test(title)) expect(changed).toBe(true);
        if (/again/.test(title)) expect(['done', 'failed']).toContain(state);
      }),
    );
  });

  test('Compare: a sentence of a start, of changes or of more training is said only where there are some', () => {
    fc.assert(
      fc.property(fc.option(runs), fc.option(runs), fc.boolean(), frozenSides, (a, b, changed, frozen) => {
        const state = transportStateOfBoth(a?.phase, b?.phase);
        const text = nextSentence({ state, changed, frozen, runs: [a, b] });
        if (/More training/.test(text)) {
          expect([state, changed]).toEqual(['done', false]);
          expect(frozen.a && frozen.b).toBe(false);
        }
        if (/Changes apply/.test(text)) expect(changed).toBe(true);
        if (/[Ss]tarting|[Ss]ampling from|[Cc]ompiling|training step,/.test(text))
          expect([a, b].some((run) => run !== null && isStarting(run))).toBe(true);
      }),
    );
  });

  test('Sample: it says what it waits for while it does, and nothing over samples', () => {
    const activity = fc.option(
      fc.constantFrom<Activity>({ kind: 'loading' }, { kind: 'starting' }, { kind: 'sampling', done: 0.5 }),
    );
    fc.assert(
      fc.property(activity, fc.boolean(), (doing, isDrawn) => {
        const text = waitingNote(doing, isDrawn);
        if (text === null) expect(isDrawn || !doing || doing.kind === 'sampling').toBe(true);
        if (text?.startsWith('Loading')) expect(doing?.kind).toBe('loading');
        if (text?.startsWith('Starting')) expect(doing?.kind).toBe('starting');
      }),
    );
  });
});

test('the words of a noise level agree with its share of signal', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.001, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (at, share) => {
        const text = phrase(at, share);
        if (text.startsWith('Mostly noise')) expect(share).toBeLessThan(0.5);
        if (text.startsWith('More signal')) expect(share).toBeGreaterThanOrEqual(0.5);
        expect(text).not.toContain('Noise-free');
      },
    ),
  );
});
