import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { createProcess } from '../../../src/diffusion/processes';
import { openEdit } from '../../../src/sampling/edit';
import type { DrawnPart } from '../../../src/state/sample/editing/acts';
import type { EditedSession, Editor } from '../../../src/state/sample/editing/editor';
import { type Between, classEnds, interpolate } from '../../../src/ui/views/sample/use/interpolation';

/** Draws a path of points with a model that changes nothing. */
async function pathOf(config: RunConfig, between: Between) {
  const parts: DrawnPart[] = [];
  const draw = async (part: DrawnPart) => {
    parts.push(part);
    return new Float32Array(2 * part.count);
  };
  const editor = {
    results: { interpolated: signal<{ nfe: number } | null>(null) },
    act: (_: number, work: (draw: unknown, seed: number) => Promise<void>) => work(draw, 1),
  };
  const session = { form: { config: signal(config) } } as unknown as EditedSession;
  await interpolate(session, editor as unknown as Editor, between, 2);
  return { parts, nfe: editor.results.interpolated.value?.nfe };
}

const CLASSES = { kind: 'classes', from: 0, to: 1, names: ['a', 'b'] } as const;

test('a path between classes draws them where the settings draw none: a guidance of 0 counts as 1', async () => {
  const config = { ...DEFAULT_CONFIG, classes: true };
  for (const [guidance, used] of [
    [0, 1],
    [3, 3],
  ]) {
    const { parts, nfe } = await pathOf({ ...config, guidance }, CLASSES);
    expect(parts[0].overrides.guidance).toBe(used);
    expect(nfe).toBe(3 * 25);
  }
});

test.each([
  {},
  { schedule: 'linear', T: 1000 },
  { process: 'flow', prediction: 'velocity' },
  { process: 'vp-sde' },
  { process: 've-sde' },
] as const)('a path between encoded samples counts the evaluations that decode them: %j', async (changes) => {
  const config: RunConfig = { ...DEFAULT_CONFIG, ...changes };
  const ends = [Float32Array.of(1, 0), Float32Array.of(0, 1)] as const;
  const { parts, nfe } = await pathOf(config, { kind: 'samples', ends, name: 'two points' });
  const { edit, count, overrides } = parts[1];
  const drawn = { ...config, ...overrides };
  const { plan } = openEdit(edit, drawn, createProcess(drawn), { shape: [2], count });
  expect(edit.kind).toBe('decode');
  expect(nfe).toBe(plan?.nfe);
});

test('classes that a model does not know are not chosen', () => {
  expect(classEnds([7, 2], 10)).toEqual([7, 2]);
  expect(classEnds([7, 2], 3)).toEqual([0, 1]);
});
