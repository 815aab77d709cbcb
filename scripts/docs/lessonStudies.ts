/** The figures of lessons: see lessonStudies.mjs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { openDataset } from '../../src/config/openDataset';
import { chooseBackend } from '../../src/runtime/backend';
import { STUDIES } from './lessonStudies/studies';
import { floorOf, SEEDS, type Study } from './lessonStudies/study';

const FOLDER = 'src/ui/lessons/measured';

async function measureStudy(name: string, study: Study): Promise<void> {
  const figures: Record<string, Record<string, number[]>> = {};
  const clouds: Record<string, number[]> = {};
  for (const model of study.models)
    for (const seed of SEEDS) {
      const began = performance.now();
      const measured = await study.measure(model, seed);
      for (const [key, value] of Object.entries(measured.figures))
        ((figures[model] ??= {})[key] ??= []).push(Number(value.toPrecision(4)));
      if (seed === SEEDS[0])
        for (const [key, points] of Object.entries(measured.clouds ?? {}))
          clouds[key] = Array.from(points.subarray(0, 1000), (v) => Math.round(100 * v) / 100);
      const text = Object.entries(measured.figures).map(([key, value]) => `${key} ${value.toPrecision(4)}`);
      console.log(
        `${name}, ${model}, seed ${seed}: ${text.join(', ')}; ${((performance.now() - began) / 1000).toFixed(0)} s`,
      );
    }
  const content = { ...study.facts, floor: floorOf(openDataset(study)), figures, clouds };
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/${name}.json`, `${JSON.stringify(content)}\n`);
}

export async function measureLessons(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !(name in STUDIES));
  if (unknown)
    throw new Error(`study "${unknown}" is unknown; it is one of ${Object.keys(STUDIES).join(', ')}`);
  const report = await chooseBackend('wasm');
  if (report.backend !== 'wasm') throw new Error(`WASM is needed, and ${report.reason}.`);
  for (const [name, study] of Object.entries(STUDIES))
    if (names.length === 0 || names.includes(name)) await measureStudy(name, study);
}
