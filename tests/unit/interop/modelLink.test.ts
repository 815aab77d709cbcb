/** A link that holds a model: every weight as half precision has it, and nothing else is taken for a model. */
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { openChosenModel } from '../../../src/interop/chosenModel';
import { narrowF16, widenF16 } from '../../../src/interop/float16';
import type { MlpFile } from '../../../src/interop/modelFile';
import { MOST_CHARACTERS, readModelLink, writeModelLink } from '../../../src/interop/modelLink';
import { mlpFields } from '../../../src/interop/runFile';
import { evaluationDraw, fillNormal } from '../../../src/lib/rng';
import { sizeOf } from '../../../src/lib/shape';
import { mlpParameters } from '../../../src/model/mlpParameters';

/** Numbers of the size of weights. */
function weightsLike(length: number, index: number): Float32Array {
  return fillNormal(new Float32Array(length), evaluationDraw('download', 3, index)).map(
    (value) => 0.1 * value,
  );
}

const config: RunConfig = { ...DEFAULT_CONFIG, dataset: 'moons', width: 64, T: 120, seed: 5 };
function modelOf(of: RunConfig): MlpFile {
  const tensors = new Map(
    mlpParameters(of).map(({ name, shape }, index) => [
      name,
      { shape: [...shape], data: weightsLike(sizeOf(shape), index) },
    ]),
  );
  const run = { ...of } as unknown as MlpFile['run'];
  return { kind: 'mlp', config: mlpFields(of, undefined), tensors, run, training: null };
}
const model = modelOf(config);
const { tensors } = model;
const opened = (text: string) => openChosenModel([readModelLink(text)]);

describe('a model in a link', () => {
  test('is the model whose weights are rounded to half precision, bit for bit, with its configuration', async () => {
    const text = await writeModelLink(model);
    const { config: read, weights, notices } = await opened(text);
    expect(read).toEqual(config);
    expect(notices).toEqual([]);
    expect([...weights.ema.keys()].sort()).toEqual([...tensors.keys()].sort());
    for (const [name, { data }] of tensors)
      expect(weights.ema.get(name)!.data, name).toEqual(widenF16(narrowF16(data)));
    expect('step' in weights).toBe(false);
  });

  test('of width 64 and depth 3 fits, and the default one does not', async () => {
    const [small, large] = [
      (await writeModelLink(model)).length,
      (await writeModelLink(modelOf(DEFAULT_CONFIG))).length,
    ];
    console.log(`width 64: ${small} characters; width 128: ${large}`);
    expect(small).toBeLessThan(MOST_CHARACTERS);
    expect(large).toBeGreaterThan(MOST_CHARACTERS);
    expect(() => readModelLink('A'.repeat(large))).toThrow(
      /found [\d,]+ characters; expected at most 100,000/,
    );
  });

  test('has only characters that mail, chats and address bars leave as they are', async () => {
    expect(await writeModelLink(model)).toMatch(/^[\w-]+$/);
  });

  test('that is cut short is refused by name', async () => {
    const text = await writeModelLink(model);
    for (const length of [0, 1, 100, text.length - 1])
      expect(() => readModelLink(text.slice(0, length)), `${length} characters`).toThrow(
        /^(the link's model|ZIP .*): found .*; expected /,
      );
    expect(() => readModelLink(`${text.slice(0, 50)}%20${text.slice(53)}`)).toThrow(/found "%"/);
  });

  test('that would unpack to more than a link can hold is refused before a byte of it is unpacked', () => {
    const bomb = zipSync({ 'model.safetensors': [new Uint8Array(20 * 2 ** 20), { level: 9 }] });
    const text = Buffer.from(bomb).toString('base64url');
    expect(text.length).toBeLessThan(MOST_CHARACTERS);
    expect(() => readModelLink(text)).toThrow(/20,971,520|1,048,576/);
  });
});
