/** Trains a preset with the app's own trainer and writes what the page opens: weights, run, model card, and the first recording. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { familyOf } from '../../src/config/family';
import type { RunConfig } from '../../src/config/fields';
import { openDataset } from '../../src/config/openDataset';
import { configOf, FIRST_PRESET, PRESETS, type PresetId } from '../../src/config/presets';
import { measureQuality, qualityFloor } from '../../src/evaluation/evaluator';
import { parseModelCard } from '../../src/interop/modelCard';
import { packRun } from '../../src/interop/runFile';
import { encodeTrajectoryFile } from '../../src/interop/trajectoryFile';
import { chooseBackend } from '../../src/runtime/backend';
import { hasClassifier } from '../../src/state/sample/imageMeasure';
import { createTrainer } from '../../src/training/trainer';
import type { BackendReport } from '../../src/types/backend';
import type { Quality } from '../../src/types/quality';
import type { Trajectory } from '../../src/types/trajectory';
import { pretrainImages } from './imagePreset';
import { recordSamples } from './recordSamples';

const ROOT = process.cwd();
/** Points on each side of the card's quality figures. */
const MEASURED_POINTS = 5000;
/** Sets of generated and of fresh points whose distances are averaged: one pair alone varies by half of its value. */
const MEASURED_SETS = 5;
/** Points of the recording: enough to see the shape, few enough for some hundred kilobytes. */
const RECORDED_POINTS = 640;

/** The first `count` points of a trajectory. */
function firstPoints(
  { states, guesses, frames, count: all, ...rest }: Trajectory,
  count: number,
): Trajectory {
  const cut = (values: Float32Array) => {
    const copy = new Float32Array(frames * count * 2);
    for (let frame = 0; frame < frames; frame++)
      copy.set(values.subarray(2 * frame * all, 2 * (frame * all + count)), 2 * frame * count);
    return copy;
  };
  return { ...rest, frames, count, states: cut(states), guesses: cut(guesses) };
}

const SHIPPED = join(ROOT, 'public/pretrained');

/** The options of the command line. */
interface PretrainOptions {
  readonly id: PresetId;
  readonly config: RunConfig;
  readonly out: string;
  readonly checkpoint: string;
  readonly every: number;
  readonly measured: number;
}

const PRESET_IDS = (Object.keys(PRESETS) as PresetId[]).filter((id) => {
  const { dataset } = PRESETS[id].changes;
  return familyOf(dataset) === 'points' || hasClassifier(dataset); // a model without a measure gets no card
});

/** A whole number from 1 of an option, or its default. */
function whole(name: string, text: string | undefined, absent: number): number {
  const value = Number(text ?? absent);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`--${name} takes a whole number from 1, not "${text}".`);
}

function optionsOf(args: readonly string[]): PretrainOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { preset: text, steps: text, batch: text, out: text, every: text, measured: text },
  });
  const id = PRESET_IDS.find((known) => known === values.preset);
  if (!id) throw new Error(`--preset needs one of ${PRESET_IDS.join(', ')}, not "${values.preset ?? ''}".`);
  const preset = configOf(id);
  const config = {
    ...preset,
    trainingSteps: whole('steps', values.steps, preset.trainingSteps),
    batchSize: whole('batch', values.batch, preset.batchSize),
  };
  return {
    id,
    config,
    out: values.out ? resolve(values.out) : join(SHIPPED, id),
    checkpoint: join(ROOT, 'node_modules/.cache/pretrain-checkpoints', `${id}.zip`),
    every: whole('every', values.every, 60),
    measured: whole('measured', values.measured, 1000),
  };
}

/** The gallery lists what lies in the folder, by its cards. */
function writeIndex(): void {
  const entries = readdirSync(SHIPPED)
    .sort()
    .map((name) => join(SHIPPED, name, 'card.json'))
    .filter((path) => existsSync(path))
    .map((path) => parseModelCard(JSON.parse(readFileSync(path, 'utf8'))))
    .map(({ id, label, kind, data }) => ({ id, label, kind, data }));
  writeFileSync(join(SHIPPED, 'index.json'), `${JSON.stringify(entries, null, 2)}\n`);
}

/** Records samples of shipped image models, or of the named ones. */
async function recordAll(ids: readonly string[]): Promise<void> {
  const report = await chooseBackend('wasm');
  const entries: { id: string; kind: string }[] = JSON.parse(
    readFileSync(join(SHIPPED, 'index.json'), 'utf8'),
  );
  const images = entries.filter(({ kind }) => kind === 'unet').map(({ id }) => id);
  for (const id of ids.length > 0 ? ids : images) {
    const began = performance.now();
    const bytes = await recordSamples(SHIPPED, id, report);
    const seconds = Math.round((performance.now() - began) / 1000);
    console.log(`${id}: 64 samples recorded, ${Math.round(bytes / 1000)} kB, ${seconds} s`);
  }
}

export async function pretrain(args: readonly string[]): Promise<void> {
  const [option, ...ids] = args;
  if (option === '--record') return recordAll(ids);
  const options = optionsOf(args);
  const report = await chooseBackend('wasm');
  if (report.backend !== 'wasm') throw new Error(`WASM is needed, and ${report.reason}.`);
  console.log(`${options.id}: ${options.config.trainingSteps} steps on ${report.backend}`);
  const written =
    familyOf(options.config.dataset) === 'points'
      ? await pretrainPoints(options, report)
      : await pretrainOfImages(options, report);
  if (written && options.out.startsWith(SHIPPED)) writeIndex();
}

async function pretrainOfImages(options: PretrainOptions, report: BackendReport): Promise<boolean> {
  const { id, config, out: folder, ...rest } = options;
  let interrupted = false;
  process.once('SIGINT', () => {
    interrupted = true;
    console.log('writing a last checkpoint; the same command resumes from it');
  });
  let loggedAt = 0;
  return pretrainImages({
    ...rest,
    id,
    folder,
    config,
    label: PRESETS[id].label,
    report,
    classifier: join(ROOT, `public/classifier/${config.dataset}.safetensors`),
    // By name: the bundle does not lie where the sources do.
    read: async ({ pathname }) =>
      new Uint8Array(await readFile(join(ROOT, 'datasets/assets', basename(pathname)))),
    interrupted: () => interrupted,
    log(line) {
      const now = performance.now();
      if (line.startsWith('step') && now - loggedAt < 10_000) return;
      loggedAt = now;
      console.log(line);
    },
  });
}

async function pretrainPoints(
  { id, config, out: folder }: PretrainOptions,
  report: BackendReport,
): Promise<boolean> {
  const trainer = createTrainer({ runId: 1, config }, { report });
  let last: Trajectory | null = null;
  let parameters = 0;
  let loggedAt = 0;
  const began = performance.now();
  for await (const event of trainer.run()) {
    if (event.type === 'samples') last = event.trajectory;
    else if (event.type === 'parameters') parameters = event.count;
    else if (event.type === 'failed') throw new Error(`${event.message} ${event.hint}`);
    else if (event.type === 'losses' && performance.now() - loggedAt > 10_000) {
      loggedAt = performance.now();
      const { firstStep, losses } = event;
      console.log(`step ${firstStep + losses.length - 1}, loss ${losses[losses.length - 1].toFixed(4)}`);
    }
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  const data = openDataset(config);
  const floor = qualityFloor(data, MEASURED_POINTS, 2 * MEASURED_SETS);
  const measured: Quality[] = [];
  for (let seed = 1; seed <= MEASURED_SETS; seed++) {
    const points = (await trainer.inference.draw({
      runId: 1,
      count: MEASURED_POINTS,
      seed,
      weights: 'ema',
    }))!;
    measured.push(measureQuality(points, data, floor, seed));
  }
  const mean = (of: (quality: Quality) => number) =>
    measured.reduce((sum, one) => sum + of(one), 0) / measured.length;
  const energyDistance = mean((one) => one.energyDistance);
  const squares = mean((one) => (one.energyDistance - energyDistance) ** 2);
  mkdirSync(folder, { recursive: true });
  const model = await packRun(
    { runId: 1, config },
    { savedModel: () => trainer.savedModel() },
    { resumable: false },
  );
  writeFileSync(join(folder, 'model.zip'), model);
  const card = {
    id,
    label: PRESETS[id].label,
    kind: 'mlp',
    data: config.dataset,
    parameters,
    steps: config.trainingSteps,
    trained: `npm run pretrain -- --preset ${id}: the app's own trainer on ${report.backend}, ${seconds} s`,
    sampler: `${config.sampler}, ${config.samplingSteps} steps`,
    quality: {
      measure: 'energy distance, V-statistic',
      value: energyDistance,
      floor: floor.energy.mean,
      slicedWasserstein: mean((one) => one.slicedWasserstein),
      slicedFloor: floor.sliced.mean,
      samples: MEASURED_POINTS,
      sets: MEASURED_SETS,
      deviation: {
        value: Math.sqrt((squares * MEASURED_SETS) / (MEASURED_SETS - 1)),
        floor: floor.energy.spread,
      },
    },
  };
  writeFileSync(join(folder, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
  if (id === FIRST_PRESET && last) {
    const trajectory = firstPoints(last, Math.min(RECORDED_POINTS, last.count));
    const recorded = join(ROOT, 'public/recorded');
    mkdirSync(recorded, { recursive: true });
    writeFileSync(
      join(recorded, 'first.dlr'),
      encodeTrajectoryFile({ trajectory, config, step: config.trainingSteps }),
    );
  }
  console.log(
    `energy distance ${energyDistance.toFixed(5)}, floor ${floor.energy.mean.toFixed(5)} (${(energyDistance / floor.energy.mean).toFixed(2)} times); ${seconds} s`,
  );
  return true;
}
