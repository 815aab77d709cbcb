/** Trains a preset with the app's own trainer and writes what the page opens: weights, run, model card, and the first recording. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { familyOf } from '../src/config/family';
import { openDataset } from '../src/config/openDataset';
import { configOf, FIRST_PRESET, PRESETS, type PresetId } from '../src/config/presets';
import { measureQuality, qualityFloor } from '../src/evaluation/evaluator';
import { encodeRecording } from '../src/interop/recording';
import { packRun } from '../src/interop/runFile';
import { chooseBackend } from '../src/runtime/backend';
import { createTrainer } from '../src/training/trainer';
import type { Quality, Trajectory } from '../workers/protocol';

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
    const kept = new Float32Array(frames * count * 2);
    for (let frame = 0; frame < frames; frame++)
      kept.set(values.subarray(2 * frame * all, 2 * (frame * all + count)), 2 * frame * count);
    return kept;
  };
  return { ...rest, frames, count, states: cut(states), guesses: cut(guesses) };
}

/** The presets of points: images need an hour or more of a processor, and are trained by scripts/pretrain/train.py. */
const POINT_PRESETS = (Object.keys(PRESETS) as PresetId[]).filter(
  (id) => familyOf(PRESETS[id].changes.dataset) === 'points',
);

function presetOf(args: readonly string[]): PresetId {
  const given = args.includes('--preset') ? args[args.indexOf('--preset') + 1] : '';
  const id = POINT_PRESETS.find((known) => known === given);
  if (id) return id;
  const images =
    given in PRESETS
      ? ' Image models are trained by scripts/pretrain/train.py: docs/pretraining.md tells how.'
      : '';
  throw new Error(`--preset needs one of ${POINT_PRESETS.join(', ')}, not "${given ?? ''}".${images}`);
}

export async function pretrain(args: readonly string[]): Promise<void> {
  const id = presetOf(args);
  const config = configOf(id);
  const report = await chooseBackend('wasm');
  if (report.backend !== 'wasm') throw new Error(`WASM is needed, and ${report.reason}.`);
  console.log(`${id}: ${config.trainingSteps} steps on ${report.backend}`);
  const trainer = createTrainer({ runId: 1, config }, report);
  let last: Trajectory | null = null;
  let parameters = 0;
  let told = 0;
  const began = performance.now();
  for await (const event of trainer.run()) {
    if (event.type === 'samples') last = event.trajectory;
    else if (event.type === 'parameters') parameters = event.count;
    else if (event.type === 'failed') throw new Error(`${event.message} ${event.hint}`);
    else if (event.type === 'losses' && performance.now() - told > 10_000) {
      told = performance.now();
      const { firstStep, losses } = event;
      console.log(`step ${firstStep + losses.length - 1}, loss ${losses[losses.length - 1].toFixed(4)}`);
    }
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  const data = openDataset(config);
  const floor = qualityFloor(data, MEASURED_POINTS, 2 * MEASURED_SETS);
  const measured: Quality[] = [];
  for (let seed = 1; seed <= MEASURED_SETS; seed++) {
    const points = await trainer.draw({ runId: 1, count: MEASURED_POINTS, seed, weights: 'ema' });
    measured.push(measureQuality(points, data, floor, seed));
  }
  const mean = (of: (quality: Quality) => number) =>
    measured.reduce((sum, one) => sum + of(one), 0) / measured.length;
  const energyDistance = mean((one) => one.energyDistance);
  const folder = join(ROOT, 'public/pretrained', id);
  mkdirSync(folder, { recursive: true });
  const model = await packRun({ runId: 1, config }, { savedModel: () => trainer.savedModel() }, false);
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
      slicedFloor: floor.slicedMean,
      samples: MEASURED_POINTS,
      sets: MEASURED_SETS,
    },
  };
  writeFileSync(join(folder, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
  if (id === FIRST_PRESET && last) {
    const trajectory = firstPoints(last, Math.min(RECORDED_POINTS, last.count));
    const recorded = join(ROOT, 'public/recorded');
    mkdirSync(recorded, { recursive: true });
    writeFileSync(
      join(recorded, 'first.dlr'),
      encodeRecording({ trajectory, config, step: config.trainingSteps }),
    );
  }
  console.log(
    `energy distance ${energyDistance.toFixed(5)}, floor ${floor.energy.mean.toFixed(5)} (${(energyDistance / floor.energy.mean).toFixed(2)} times); ${seconds} s`,
  );
}
