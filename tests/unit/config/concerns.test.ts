/** The settings of a form are those that count: a field that is left out changes nothing of what is trained and drawn. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concerns, familyOf, fieldSets, ofFamily } from '../../../src/config/family';
import {
  DEFAULT_CONFIG,
  FIELDS,
  type Field,
  type FieldName,
  type RunConfig,
} from '../../../src/config/fields';
import { openDataset } from '../../../src/config/openDataset';
import { openPlan } from '../../../src/config/openPlan';
import { timeNumbers } from '../../../src/diffusion/objective';
import { createProcess } from '../../../src/diffusion/processes';
import { createLossMoments, timeDrawer } from '../../../src/diffusion/timeDraw';
import { createRng } from '../../../src/lib/rng';
import { ditConfigOf } from '../../../src/model/dit/config';
import { mlpParameters } from '../../../src/model/mlpParameters';
import { unetConfigOf } from '../../../src/model/unet/config';
import { trainingDifferences } from '../../../src/state/settings';
import { emaDecayAt, learningRateAt } from '../../../src/training/learningRate';

const NAMES = Object.keys(FIELDS) as FieldName[];

/** Another value that the field accepts. */
function otherValue(name: FieldName, now: unknown): unknown {
  const field: Field = FIELDS[name];
  switch (field.kind) {
    case 'flag':
      return !now;
    case 'choice':
      return field.values.find((value) => value !== now);
    case 'text':
      return now === 'XY' ? 'Z' : 'XY';
    case 'number': {
      const middle = field.integer
        ? Math.round((field.min + field.default) / 2)
        : (field.min + field.default) / 2;
      return now === middle ? field.max : middle;
    }
    default:
      return field satisfies never;
  }
}

/** The result of a computation, or the message of its refusal. */
function outcome(compute: () => unknown): unknown {
  try {
    return compute();
  } catch (error) {
    return (error as Error).message;
  }
}

/** Moments of a loss that grows with time. */
const MOMENTS = createLossMoments();
for (let u = 0; u < 1; u += 1e-3) MOMENTS.add(u, 1 + u);

const NETWORKS = { mlp: (config: RunConfig) => mlpParameters(config), unet: unetConfigOf, dit: ditConfigOf };

/** What a configuration decides: the data, the levels, the plan, the loss, the network and the optimizer. */
function decisions(config: RunConfig): unknown {
  const process = outcome(() => {
    const { timeMin, timeMax, level } = createProcess(config);
    return [0, 0.3, 0.6, 1].map((part) => level(timeMin + part * (timeMax - timeMin)));
  });
  return {
    process,
    plan: outcome(() => openPlan(config, createProcess(config))),
    times: [0.1, 0.5].map((q) => timeDrawer(config, MOMENTS)(q)),
    loss: outcome(() => {
      const made = createProcess(config);
      return [0.1, 0.9].map((u) => timeNumbers(made, config, made.drawTime(u)));
    }),
    data: outcome(() => openDataset(config).sample(4, createRng({ seed: 1, stream: 'data', step: 0 }))),
    network: outcome(() =>
      NETWORKS[config.model](config, { shape: [28, 28, 1], classes: config.classes ? 10 : 0 }),
    ),
    optimizer: [1, 7, 50].map((step) => [learningRateAt(step, config), emaDecayAt(step, config)]),
  };
}

const choices = (name: FieldName) =>
  fc.constantFrom(...(FIELDS[name] as { values: readonly string[] }).values);

const configurations = fc
  .record({
    process: choices('process'),
    schedule: choices('schedule'),
    sampler: choices('sampler'),
    weighting: choices('weighting'),
    timeSampling: choices('timeSampling'),
    prediction: choices('prediction'),
    conditioning: choices('conditioning'),
    unet: choices('unet'),
    variance: fc.constantFrom('fixed-small', 'fixed-large'),
    dataset: fc.constantFrom('moons', 'text', 'drawn', 'mnist', 'fashion-mnist'),
    classes: fc.boolean(),
    transformer: fc.boolean(),
  })
  .map(({ transformer, ...changes }): RunConfig => {
    const { dataset } = changes as Pick<RunConfig, 'dataset'>;
    return {
      ...ofFamily(DEFAULT_CONFIG, dataset),
      T: 20,
      samplingSteps: 5,
      ...(changes as Partial<RunConfig>),
      ...(transformer && familyOf(dataset) === 'images' && { model: 'dit' }),
    };
  });

describe('the settings that count', () => {
  test.each(NAMES)('%s counts in some configuration', (name) => {
    const found = fc
      .sample(configurations, { numRuns: 500, seed: 1 })
      .some((config) => concerns(name, config));
    expect(found).toBe(true);
  });

  test('a field that is left out changes no data, level, plan, loss, network or rate', () => {
    fc.assert(
      fc.property(configurations, fc.constantFrom(...NAMES), (config, name) => {
        const other: RunConfig = { ...config, [name]: otherValue(name, config[name]) };
        // the rescaling that an SDE refuses is shown while it is on
        fc.pre(!concerns(name, config) && !concerns(name, other));
        expect(decisions(other), name).toEqual(decisions(config));
        expect(trainingDifferences(config, other), name).toEqual([]);
      }),
      { numRuns: 250, seed: 2 },
    );
  });

  const visible = (changes: Partial<RunConfig>) => {
    const config = { ...DEFAULT_CONFIG, ...changes };
    return NAMES.filter((name) => concerns(name, config));
  };

  test('parameters follow the process, the schedule, the sampler and the weighting', () => {
    expect(visible({})).toEqual(expect.arrayContaining(['cosineS', 'zeroTerminalSnr', 'schedule']));
    for (const name of ['betaStart', 'betaMin', 'sigmaMin', 'eta', 'langevinSnr', 'minSnrGamma'] as const)
      expect(visible({})).not.toContain(name);
    expect(visible({ process: 'vp-sde', schedule: 'linear' })).toEqual(
      expect.arrayContaining(['betaMin', 'betaMax']),
    );
    expect(visible({ process: 've-sde' })).toEqual(expect.arrayContaining(['sigmaMin', 'sigmaMax']));
    expect(visible({ process: 've-sde' })).not.toContain('schedule');
    expect(visible({ sampler: 'ddim' })).toContain('eta');
    expect(visible({ sampler: 'predictor-corrector' })).toContain('langevinSnr');
    expect(visible({ weighting: 'min-snr' })).toContain('minSnrGamma');
    expect(visible({ timeSampling: 'logit-normal' })).toContain('logitMean');
    expect(visible({ timeSampling: 'logit-normal' })).toContain('importanceWeights');
    expect(visible({})).not.toContain('importanceWeights');
    expect(visible({ process: 'vp-sde', zeroTerminalSnr: true })).toContain('zeroTerminalSnr');
  });

  test('form groups in the order of the table, none of them empty', () => {
    const sets = fieldSets(visible({}));
    expect(sets.map(({ group }) => group)).toEqual([
      'data',
      'process',
      'network',
      'objective',
      'optimizer',
      'sampling',
      'system',
    ]);
    expect(sets.flatMap(({ names }) => names)).toEqual(visible({}));
    expect(fieldSets(['eta']).map(({ group }) => group)).toEqual(['sampling']);
  });
});
