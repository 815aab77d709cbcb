/** An ONNX file as its format's own rules see it: fields by number and wire type, and a graph whose every value exists before it is used. */
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../../../src/config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import type { ModelFile } from '../../../src/interop/modelFile';
import { writeOnnx } from '../../../src/interop/onnx/onnxFile';
import { integerField, joined } from '../../../src/interop/onnx/protobuf';
import { initialWeights, layoutOf } from '../../../src/model/layout';
import { mlpParameters } from '../../../src/model/mlpParameters';
import { namedMlpWeights, namedUnetWeights } from '../../../src/model/namedWeights';
import { unetParameters } from '../../../src/model/unet/parameters';
import { UNET_PRESETS } from '../../../src/model/unet/presets';

type Field = number | Uint8Array;

/** The fields of a message by their numbers, read by the rules of the format. */
function parse(bytes: Uint8Array): Map<number, Field[]> {
  const fields = new Map<number, Field[]>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const [number, wire] = [key >> 3, key & 7];
    let value: Field;
    if (wire === 0) value = varint();
    else if (wire === 5) {
      value = view.getFloat32(at, true);
      at += 4;
    } else {
      expect(wire).toBe(2);
      const length = varint();
      value = bytes.subarray(at, at + length);
      at += length;
    }
    fields.set(number, [...(fields.get(number) ?? []), value]);
  }
  expect(at).toBe(bytes.length);
  return fields;
}

const messages = (fields: Map<number, Field[]>, number: number) =>
  (fields.get(number) ?? []).map((value) => parse(value as Uint8Array));
const texts = (fields: Map<number, Field[]>, number: number) =>
  (fields.get(number) ?? []).map((value) => new TextDecoder().decode(value as Uint8Array));

function points(config: RunConfig, classes = 0): ModelFile {
  const flat = initialWeights(layoutOf(mlpParameters(config, classes)), 1);
  return {
    kind: 'mlp',
    config: {},
    tensors: namedMlpWeights(config, classes).unflatten(flat),
    run: null,
    training: null,
  };
}

function images(classes: number | null): ModelFile {
  const config = { ...UNET_PRESETS['grey-28'], numClassEmbeds: classes };
  const parameters = unetParameters(config);
  const tensors = namedUnetWeights(parameters).unflatten(initialWeights(layoutOf(parameters), 1));
  return { kind: 'unet', config, scheduler: null, tensors, run: null, training: null };
}

const CASES: readonly (readonly [string, ModelFile, RunConfig, Record<string, string>])[] = [
  ['an MLP', points(DEFAULT_CONFIG), DEFAULT_CONFIG, { x: 'batch,2', t: 'batch', output: 'batch,2' }],
  [
    'an MLP with classes',
    points(DEFAULT_CONFIG, 3),
    { ...DEFAULT_CONFIG, classes: true },
    { x: 'batch,2', t: 'batch', labels: 'batch', output: 'batch,2' },
  ],
  ['a U-Net', images(null), defaultsOf('mnist'), { x: 'batch,1,28,28', t: 'batch', output: 'batch,1,28,28' }],
  [
    'a U-Net with classes',
    images(11),
    defaultsOf('mnist'),
    { x: 'batch,1,28,28', t: 'batch', labels: 'batch', output: 'batch,1,28,28' },
  ],
];

describe.each(CASES)('%s', (_, model, config, shapes) => {
  const file = parse(writeOnnx(model, config));
  const [graph] = messages(file, 7);

  test('states its operator set, and in its metadata what it predicts and of which times', () => {
    const [opset] = messages(file, 8);
    expect(opset.get(2)).toEqual([17]);
    const metadata = new Map(messages(file, 14).map((entry) => [texts(entry, 1)[0], texts(entry, 2)[0]]));
    expect(metadata.get('prediction')).toBe('eps');
    expect(metadata.get('time')).toMatch(/^t = /);
    expect(JSON.parse(metadata.get('run')!)).toEqual(config);
  });

  test('takes and gives batches of any size', () => {
    const found: Record<string, string> = {};
    for (const info of [...messages(graph, 11), ...messages(graph, 12)]) {
      const [shape] = messages(messages(messages(info, 2)[0], 1)[0], 2);
      found[texts(info, 1)[0]] = messages(shape, 1)
        .map((axis) => texts(axis, 2)[0] ?? axis.get(1)![0])
        .join();
    }
    expect(found).toEqual(shapes);
  });

  test('uses no value before it exists, and holds every weight once, in full', () => {
    const initializers = messages(graph, 5);
    const names = initializers.map((initializer) => texts(initializer, 8)[0]);
    expect(new Set(names).size).toBe(names.length);
    const known = new Set([...names, ...messages(graph, 11).map((input) => texts(input, 1)[0]), '']);
    for (const node of messages(graph, 1)) {
      for (const input of texts(node, 1)) expect(known.has(input), input).toBe(true);
      for (const output of texts(node, 2)) known.add(output);
    }
    for (const [name, { shape, data }] of model.tensors) {
      const at = names.findIndex((other) => other === name || other === `${name}.T`);
      expect(at, name).toBeGreaterThanOrEqual(0);
      const dims = initializers[at].get(1)!;
      expect(names[at] === name ? dims : dims.toReversed()).toEqual([...shape]);
      expect((initializers[at].get(9)![0] as Uint8Array).length).toBe(4 * data.length);
    }
  });
});

test('a negative integer is ten bytes of two’s complement', () => {
  expect([...joined(integerField(3, -1))]).toEqual([24, ...new Array(9).fill(255), 1]);
});
