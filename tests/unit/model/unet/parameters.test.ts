import { describe, expect, test } from 'vitest';
import { initialWeights, layoutOf } from '../../../../src/model/layout';
import { fromTrainingLayout, toTrainingLayout } from '../../../../src/model/torchLayout';
import { unetParameters } from '../../../../src/model/unet/parameters';
import { UNET_PRESETS } from '../../../../src/model/unet/presets';
import type { UnetConfig } from '../../../../src/types/unet';

const shapes = (config: UnetConfig) =>
  Object.fromEntries(unetParameters(config).map(({ name, torchShape }) => [name, torchShape.join()]));

const preset: UnetConfig = UNET_PRESETS['grey-28'];

describe('the parameters of a U-Net', () => {
  test('are as many as the pretrained MNIST models have', () => {
    expect(layoutOf(unetParameters(preset)).size).toBe(280_177); // as its card says
  });

  test('have names of their own', () => {
    for (const config of Object.values<UnetConfig>(UNET_PRESETS)) {
      const names = unetParameters(config).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test('tell scale and shift apart by twice the width, and drop the norm of the mid attention', () => {
    const found = shapes({ ...preset, timeScaleShift: 'scale_shift' });
    expect(found['down_blocks.1.resnets.0.time_emb_proj.weight']).toBe('64,64');
    expect(found['mid_block.attentions.0.group_norm.weight']).toBeUndefined();
    expect(found['down_blocks.2.attentions.0.group_norm.weight']).toBe('32');
    const normed = shapes({ ...preset, timeScaleShift: 'scale_shift', attnNormNumGroups: 4 });
    expect(normed['mid_block.attentions.0.group_norm.weight']).toBe('32');
  });

  test('have a table of classes, two layers for a number, nothing for a vector', () => {
    expect(shapes({ ...preset, numClassEmbeds: 10 })['class_embedding.weight']).toBe('10,64');
    const byNumber = shapes({ ...preset, classEmbedType: 'timestep' });
    expect(byNumber['class_embedding.linear_1.weight']).toBe('64,16');
    const byVector = Object.keys(shapes({ ...preset, classEmbedType: 'identity' }));
    expect(byVector.filter((name) => name.startsWith('class_embedding'))).toEqual([]);
  });

  test('without attention in the middle name none there', () => {
    const names = Object.keys(shapes({ ...preset, midAttention: false }));
    expect(names.filter((name) => name.startsWith('mid_block.attentions'))).toEqual([]);
    expect(names).toContain('mid_block.resnets.1.conv2.weight');
  });

  test('widen the way up by the skips: two layers a block make three', () => {
    const found = shapes({ ...preset, layersPerBlock: 2, blockOutChannels: [8, 16, 24] });
    expect(found['up_blocks.0.resnets.0.conv1.weight']).toBe('24,48,3,3'); // 24 of the mid block + 24
    expect(found['up_blocks.0.resnets.2.conv1.weight']).toBe('24,40,3,3'); // 24 + 16, the input of down block 2
    expect(found['up_blocks.1.resnets.0.conv1.weight']).toBe('16,40,3,3'); // 24 of the block before + 16
    expect(found['up_blocks.2.resnets.2.conv1.weight']).toBe('8,16,3,3'); // 8 + 8 of conv_in
  });

  test('have queries as wide as whole heads, where the heads do not divide the channels', () => {
    const found = shapes({ ...preset, attentionHeadDim: 12 });
    expect(found['mid_block.attentions.0.to_q.weight']).toBe('24,32');
    expect(found['mid_block.attentions.0.to_out.0.weight']).toBe('32,24');
  });

  test('go to the training layout and back bit by bit', () => {
    const bits = (values: Float32Array) => new Uint32Array(values.buffer, values.byteOffset, values.length);
    const parameters = unetParameters({ ...preset, numClassEmbeds: 10 });
    const layout = layoutOf(parameters);
    const flat = initialWeights(layout, 3);
    for (const [i, { offset, size }] of layout.parameters.entries()) {
      const torch = flat.slice(offset, offset + size);
      const moved = toTrainingLayout(parameters[i], torch);
      expect(bits(fromTrainingLayout(parameters[i], moved))).toEqual(bits(torch));
    }
  });

  test('put output o, input i, row r, column c of a convolution at [r, c, i, o]', () => {
    const conv = unetParameters(preset).find(({ name }) => name === 'down_blocks.1.resnets.0.conv1.weight')!;
    const [outputs, inputs, height, width] = conv.torchShape;
    const torch = Float32Array.from({ length: outputs * inputs * height * width }, (_, i) => i);
    const moved = toTrainingLayout(conv, torch);
    const [o, i, r, c] = [5, 3, 2, 1];
    expect(conv.shape).toEqual([height, width, inputs, outputs]);
    expect(moved[((r * width + c) * inputs + i) * outputs + o]).toBe(
      torch[((o * inputs + i) * height + r) * width + c],
    );
  });

  test('start scattered as PyTorch scatters them', () => {
    const layout = layoutOf(unetParameters(preset));
    const flat = initialWeights(layout, 1);
    const conv = layout.parameters.find(({ name }) => name === 'down_blocks.2.resnets.0.conv1.weight')!;
    const part = flat.subarray(conv.offset, conv.offset + conv.size);
    const deviation = Math.sqrt(part.reduce((sum, v) => sum + v * v, 0) / part.length);
    // U(-b, b) with b = 1/√(32·9) deviates by b/√3; 9 216 draws know it to 2 %.
    expect(deviation / (1 / Math.sqrt(3 * 32 * 9))).toBeCloseTo(1, 1);
    const norm = layout.parameters.find(({ name }) => name === 'conv_norm_out.weight')!;
    expect(flat.subarray(norm.offset, norm.offset + norm.size).every((v) => v === 1)).toBe(true);
  });

  test('are refused where the lists do not fit', () => {
    expect(() => unetParameters({ ...preset, upAttention: [true] })).toThrow(
      /upAttention has 1 entries; it needs 3/,
    );
    expect(() => unetParameters({ ...preset, normGroups: 5 })).toThrow(/normGroups is 5/);
  });
});
