/**
 * An ONNX file of a denoiser: the network with its averaged weights, for ONNX Runtime and what builds on it. Inputs: `x`, the noised
 * samples times `input_scale` of their level; `t`, the input of the time embedding; `labels` for a model with classes. Output: what the
 * network predicts, which the metadata name.
 */
import { outChannels } from '../../config/ditSizes';
import type { RunConfig } from '../../config/fields';
import { createProcess } from '../../diffusion/processes';
import type { DitFile, ModelFile, UnetFile } from '../modelFile';
import { pointClasses } from '../pointClasses';
import { ditGraph } from './ditGraph';
import { type GraphInput, graphBuilder, OPSET } from './graph';
import { mlpGraph } from './mlpGraph';
import { unetGraph } from './unetGraph';

/** What a reader needs to know beside the graph. */
function metadataOf(config: RunConfig, model: ModelFile['kind']): Record<string, string> {
  const process = createProcess(config);
  const ofChain = model === 'mlp' ? 't = 1000 index / T' : 't = index of the level, 0 to T - 1';
  return {
    prediction: config.prediction,
    process: config.process,
    time: process.discrete ? ofChain : `t = ${config.process === 'flow' ? 1000 : 999} time, time from 0 to 1`,
    input_scale:
      config.process === 've-sde'
        ? '1 / sqrt(1 + sigma^2): x is the noised sample times this'
        : '1: x is the noised sample',
    weights: 'EMA',
    opset: String(OPSET),
    run: JSON.stringify(config),
  };
}

const LABELS: GraphInput = { name: 'labels', type: 'int64', shape: [] };
const namesOf = (inputs: readonly GraphInput[]): string[] => inputs.map(({ name }) => name);

/** The images that go into a network and come out of it. */
function imagesOf(model: UnetFile | DitFile) {
  if (model.kind === 'unet') {
    const { sampleSize, inChannels, outChannels, numClassEmbeds } = model.config;
    return {
      side: sampleSize,
      channels: inChannels,
      outputs: outChannels,
      conditional: numClassEmbeds !== null,
    };
  }
  const { inputSize, inChannels, numClasses } = model.config;
  const outputs = outChannels(model.config);
  return { side: inputSize, channels: inChannels, outputs, conditional: numClasses > 0 };
}

/**
 * @param config of the model
 * @returns the bytes of an .onnx file, with a batch of any size
 */
export function writeOnnx(model: ModelFile, config: RunConfig): Uint8Array {
  const metadata = metadataOf(config, model.kind);
  const time: GraphInput = { name: 't', type: 'float', shape: [] };
  if (model.kind === 'mlp') {
    const classes = pointClasses(model.tensors, config);
    const inputs: GraphInput[] = [{ name: 'x', type: 'float', shape: [2] }, time];
    if (classes > 0) inputs.push(LABELS);
    const graph = graphBuilder(inputs, model.tensors);
    const output = mlpGraph(graph, { ...config, classes }, namesOf(inputs));
    return graph.finish(output, [config.variance === 'learned' ? 4 : 2], metadata);
  }
  const { side, channels, outputs, conditional } = imagesOf(model);
  const image = (channels: number) => [channels, side, side];
  const inputs: GraphInput[] = [{ name: 'x', type: 'float', shape: image(channels) }, time];
  if (conditional) inputs.push(LABELS);
  const graph = graphBuilder(inputs, model.tensors);
  const names = namesOf(inputs);
  const output =
    model.kind === 'unet' ? unetGraph(graph, model.config, names) : ditGraph(graph, model.config, names);
  return graph.finish(output, image(outputs), metadata);
}
