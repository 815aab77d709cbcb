/** Every entry of the gallery has its picture, its words in both languages, its figures from a real run, and settings that train. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { GALLERY_MODELS, GALLERY_RUNS, type GalleryRunId, galleryConfig } from '../../../src/config/gallery';
import { openPlan } from '../../../src/config/openPlan';
import { parseRunConfig } from '../../../src/config/parse';
import { createProcess } from '../../../src/diffusion/processes';
import measured from '../../../src/ui/gallery/measured.json';
import * as german from '../../../src/words/de/gallery';
import * as english from '../../../src/words/gallery';

const file = (path: string) => new URL(`../../../public/${path}`, import.meta.url);
const runs = Object.keys(GALLERY_RUNS) as GalleryRunId[];

describe.each([...runs, ...GALLERY_MODELS])('%s', (id) => {
  test('has a square picture of at most 192 pixels and 32 kB', () => {
    const bytes = readFileSync(file(`gallery/${id}.png`));
    expect(bytes.length).toBeLessThan(32_000);
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    expect(width).toBe(height);
    expect([192, 112, 96]).toContain(width);
  });
});

test.each(runs)('%s is accepted as it is, and has the figures of a run of its steps', (id) => {
  const config = galleryConfig(id);
  expect(parseRunConfig(config).problems).toEqual([]);
  expect(parseRunConfig(config).config).toEqual(config);
  expect(openPlan(config, createProcess(config)).nfe).toBeGreaterThan(0);
  const { steps, value, floor, n } = measured[id];
  expect(steps).toBe(config.trainingSteps);
  expect(value).toBeGreaterThan(0);
  expect(floor).toBeGreaterThan(0);
  expect(n).toBeGreaterThanOrEqual(1000);
});

test('nothing else is there: no picture without an entry, no entry without words', () => {
  expect(readdirSync(file('gallery')).sort()).toEqual(
    [...runs, ...GALLERY_MODELS].map((id) => `${id}.png`).sort(),
  );
  for (const words of [english, german]) {
    expect(Object.keys(words.runs)).toEqual(runs);
    expect(Object.keys(words.models)).toEqual([...GALLERY_MODELS]);
  }
  expect(Object.keys(measured).sort()).toEqual([...runs].sort());
});

test('its models ship', () => {
  for (const id of GALLERY_MODELS) {
    expect(existsSync(file(`pretrained/${id}/card.json`)), id).toBe(true);
    expect(statSync(file(`pretrained/${id}/card.json`)).size).toBeGreaterThan(0);
  }
});
