/**
 * The app's MLP in jax-js: `valueAndGrad` of the loss, Adam and the average, all of it under one `jit`. An argument that is used twice is
 * passed as `.ref`: a function owns its arguments. Timed steps repeat one batch, so this one prepares none.
 */
import { blockUntilReady, defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { adamStepOf } from '../../src/kernels/adam/adam';
import { sizeOf } from '../../src/lib/shape';
import { initialWeights } from '../../src/model/layout';
import { createCollator } from '../../src/training/data/batch';
import type { Contender } from './contender';
import { waveMatrix } from './stockMlp';
import type { Subject } from './subject';

type Arrays = { [name: string]: np.Array };
type Batch = { x: np.Array; temb: np.Array; eps: np.Array };
type State = { parameters: Arrays; m: Arrays; v: Arrays; ema: Arrays };

/** x̂ (1 + scale) + shift behind a SiLU, x̂ the features of each sample at mean 0 and variance 1. */
function modulated(x: np.Array, scale: np.Array, shift: np.Array): np.Array {
  const centred = x.ref.sub(np.mean(x, 1, { keepdims: true }));
  const variance = np.mean(np.square(centred.ref), 1, { keepdims: true });
  const normal = centred.div(np.sqrt(variance.add(1e-5)));
  return nn.silu(normal.mul(scale.add(1)).add(shift));
}

function mlp(p: Arrays, x: np.Array, temb: np.Array, { depth, coordinateFeatures }: Subject['config']) {
  const linear = (name: string, input: np.Array) =>
    np.matmul(input, p[`${name}.weight`]).add(p[`${name}.bias`]);
  const angles = np.matmul(x.ref, np.array(waveMatrix(coordinateFeatures)));
  const conditioning = nn.silu(linear('time', temb));
  let h = linear('input', np.concatenate([x, np.sin(angles.ref), np.cos(angles)], 1));
  for (let i = 0; i < depth; i++) {
    const name = `blocks.${i}`;
    const u = modulated(
      h.ref,
      linear(`${name}.scale`, conditioning.ref),
      linear(`${name}.shift`, conditioning.ref),
    );
    h = h.add(linear(`${name}.dense`, u));
  }
  conditioning.dispose();
  return linear('output', modulated(h, p['norm.scale'], p['norm.shift']));
}

/** @returns null where jax-js has no WebGPU */
export async function jaxTraining(subject: Subject): Promise<Contender | null> {
  const { config, model } = subject;
  const devices = await init('webgpu');
  if (!devices.includes('webgpu')) return null;
  defaultDevice('webgpu');

  const { parameters } = model.layout;
  const names = parameters.map(({ name }) => name);
  const first = initialWeights(model.layout, config.seed);
  const arrays = (of: (offset: number, size: number) => Float32Array): Arrays =>
    Object.fromEntries(
      parameters.map(({ name, offset, size, shape }) => [
        name,
        np.array(of(offset, size) as Float32Array<ArrayBuffer>).reshape([...shape]),
      ]),
    );
  const weights = () => arrays((offset, size) => first.slice(offset, offset + size));
  const zeros = () => arrays((_, size) => new Float32Array(size));
  let state: State = { parameters: weights(), m: zeros(), v: zeros(), ema: weights() };

  const { adamBeta1: beta1, adamBeta2: beta2, gradientClip, emaDecay } = config;
  const lossOf = (p: Arrays, { x, temb, eps }: Batch) => np.mean(np.square(mlp(p, x, temb, config).sub(eps)));
  const map = (of: (name: string) => np.Array): Arrays =>
    Object.fromEntries(names.map((name) => [name, of(name)]));
  const step = jit((state: State, batch: Batch, rate: np.Array, epsilon: np.Array) => {
    const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(state.parameters), batch);
    const norm = np.sqrt(
      names
        .map((name) => np.sum(np.square(gradients[name].ref)))
        .reduce((sum: np.Array, part: np.Array) => sum.add(part)),
    );
    const scale = np.minimum(np.divide(gradientClip, norm), 1);
    const g = map((name) => gradients[name].mul(scale.ref));
    scale.dispose();
    const m = map((name) => state.m[name].mul(beta1).add(g[name].ref.mul(1 - beta1)));
    const v = map((name) => state.v[name].mul(beta2).add(np.square(g[name]).mul(1 - beta2)));
    const p = map((name) =>
      state.parameters[name].sub(m[name].ref.mul(rate.ref).div(np.sqrt(v[name].ref).add(epsilon.ref))),
    );
    rate.dispose();
    epsilon.dispose();
    const ema = map((name) => state.ema[name].mul(emaDecay).add(p[name].ref.mul(1 - emaDecay)));
    return { loss, next: { parameters: p, m, v, ema } };
  });

  const collator = createCollator(subject);
  function batchOf(number: number): Batch {
    const { packed } = collator.collate(number, { rate: 0, epsilon: 0, emaDecay: 0, learningRate: 0 });
    const part = ({ at, shape }: { at: number; shape: readonly number[] }) =>
      np.array(packed.slice(at, at + sizeOf(shape))).reshape([...shape]);
    const { x, temb, target } = collator.parts;
    return { x: part(x), temb: part(temb), eps: part(target) };
  }

  let number = 0;
  let last: np.Array | null = null;
  function learn(batch: Batch): void {
    number += 1;
    const adam = adamStepOf(number, config.learningRate, {
      beta1,
      beta2,
      epsilon: config.adamEpsilon,
      emaDecay,
    });
    const { loss, next } = step(state, batch, adam.rate, adam.epsilon) as { loss: np.Array; next: State };
    state = next;
    last?.dispose();
    last = loss;
  }
  const settle = async () => {
    await blockUntilReady(state);
    return (await last!.ref.data())[0];
  };
  const repeated = batchOf(1);
  return {
    name: 'jax-js',
    step: () => learn(tree.ref(repeated)),
    settle,
    async firstLosses(steps) {
      const losses: number[] = [];
      for (let i = 1; i <= steps; i++) {
        learn(batchOf(i));
        losses.push(await settle());
      }
      return losses;
    },
    dispose() {
      tree.dispose(state);
      tree.dispose(repeated);
      last?.dispose();
      step.dispose();
    },
  };
}
