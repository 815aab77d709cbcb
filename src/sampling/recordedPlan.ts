/**
 * A recorded plan walks a sampling plan on the device: its states lie at fixed places, one step is recorded once, and the numbers of all steps
 * lie in a table there. So some steps of a plan are one call of the own WASM module, or one command buffer of the GPU, and between two
 * evaluations of the network there is no tensor, no call of a kernel and no write of the processor.
 */
import * as tf from '@tensorflow/tfjs-core';
import { nextRow, samplerStep } from '../kernels/samplerStep/samplerStep';
import { sizeOf } from '../lib/shape';
import {
  aligned,
  createBuffer,
  type DeviceBuffer,
  destroyBuffer,
  readNumbers,
  viewOf,
  writeNumbers,
} from '../recorded/buffers';
import { replayable } from '../recorded/replay';
import { deviceDone } from '../runtime/deviceDone';
import { createQueueDepth, type QueueDepth } from '../runtime/queueDepth';
import { EMBEDDING_AT } from './stepTable';

export interface PlanSizes {
  /** [n, ...shape of a sample] */
  readonly shape: readonly number[];
  /** Rows of the table, and numbers of a row. */
  readonly steps: number;
  readonly row: number;
  /** Draws of noise that there is room for. */
  readonly slots: number;
  /** States and guesses that are stored. */
  readonly frames: number;
}

export interface RecordedPlan {
  readonly queueDepth: QueueDepth;
  /** [n, ...] the last x̂0, or the start before there is one */
  readonly guess: tf.Tensor;
  /** @param start [n, ...] @param table [steps, row] see `stepTable` */
  begin(start: Float32Array, table: Float32Array): void;
  /** Uploads draws of noise. @param slot of the first one */
  writeNoise(slot: number, values: Float32Array): void;
  /** Makes the next steps. @param submissions of a single step */
  advance(evaluates: boolean, count: number, submissions: number): void;
  /** @returns the state; the states that were stored, and their guesses */
  read(): Promise<Readonly<Record<'last' | 'states' | 'guesses', Float32Array>>>;
  dispose(): void;
}

/** A buffer with windows for some numbers each, and views of them. */
function createArray<N extends string>(sizes: Readonly<Record<N, readonly number[]>>, integers?: NoInfer<N>) {
  const views = {} as Record<N, tf.Tensor>;
  const places = {} as Record<N, number>;
  let total = 0;
  for (const [name, shape] of Object.entries(sizes) as [N, readonly number[]][]) {
    places[name] = total;
    total += aligned(sizeOf(shape));
  }
  const buffer: DeviceBuffer = createBuffer(total);
  for (const [name, shape] of Object.entries(sizes) as [N, readonly number[]][])
    views[name] = viewOf(buffer, places[name], shape, name === integers ? 'int32' : 'float32');
  return {
    buffer,
    views,
    places,
    dispose() {
      tf.dispose(Object.values(views) as tf.Tensor[]);
      destroyBuffer(buffer);
    },
  };
}

/**
 * @param network of scaled samples and the row of the time embedding, [1, size]
 * @param box     [2, channels] see `SamplerStep`
 */
export function recordPlan(
  network: (x: tf.Tensor, temb: tf.Tensor) => tf.Tensor,
  { shape, steps, row, slots, frames }: PlanSizes,
  box: Float32Array | null,
): RecordedPlan {
  const size = sizeOf(shape);
  const channels = shape[shape.length - 1];
  // What the processor writes, what a step reads of it, and what a step writes: a shader reads or writes a buffer, not both.
  const inputs = createArray({
    table: [steps, row],
    box: [2, channels],
    noise: [Math.max(slots, 1), ...shape],
  });
  const present = createArray({ row: [row], counter: [1] }, 'counter');
  const states = createArray({
    x: shape,
    previous: shape,
    guess: shape,
    frames: [2, Math.max(frames, 1), ...shape],
  });
  const scale = viewOf(present.buffer, 0, []);
  const temb = viewOf(present.buffer, EMBEDDING_AT, [1, row - EMBEDDING_AT]);
  if (box) writeNumbers(inputs.buffer, inputs.places.box, box);

  const stepWith = (evaluate: () => tf.Tensor | null) =>
    replayable(() => {
      nextRow({ table: inputs.views.table, ...present.views });
      const { x, previous, guess } = states.views;
      samplerStep({
        output: evaluate(),
        numbers: present.views.row,
        box: box && inputs.views.box,
        noise: slots > 0 ? inputs.views.noise : null,
        frames: frames > 0 ? states.views.frames : null,
        ...{ x, previous, guess },
      });
      return {};
    });
  const evaluating = stepWith(() => network(tf.mul(states.views.x, scale), temb));
  const adding = stepWith(() => null);

  return {
    queueDepth: createQueueDepth(deviceDone),
    guess: states.views.guess,
    begin(start, table) {
      writeNumbers(inputs.buffer, inputs.places.table, table);
      writeNumbers(present.buffer, present.places.counter, new Int32Array(1));
      for (const place of [states.places.x, states.places.guess]) writeNumbers(states.buffer, place, start);
    },
    writeNoise: (slot, values) => writeNumbers(inputs.buffer, inputs.places.noise + slot * size, values),
    advance(evaluates, count, submissions) {
      const step = evaluates ? evaluating : adding;
      if (count === 1) step.run(submissions);
      else step.repeat(count);
    },
    async read() {
      const { buffer, places } = states;
      const stored = frames * size;
      const values = await readNumbers([
        { buffer, at: places.x, count: size },
        ...(stored > 0 ? [{ buffer, at: places.frames, count: 2 * stored }] : []),
      ]);
      return {
        last: values.subarray(0, size),
        states: values.subarray(size, size + stored),
        guesses: values.subarray(size + stored),
      };
    },
    dispose() {
      for (const step of [evaluating, adding]) step.dispose();
      tf.dispose([scale, temb]);
      for (const array of [inputs, present, states]) array.dispose();
    },
  };
}
