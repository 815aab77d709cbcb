/** A sampler's step on WebGPU: a dispatch that copies its numbers, and one for x̂0, frames and the next state, a thread for each number. */
import { dispatch, THREADS } from '../../webgpu/dispatch';
import { lastAxis, type RowTable, type SamplerStep, STEP_NUMBERS } from './contract';

export function nextRowOnWebgpu({ table, counter, row }: RowTable): void {
  dispatch({
    name: 'nextRow',
    sizes: { ROW: row.size },
    inputs: { table },
    outputs: { counter, row },
    workgroups: 1,
    body: `
  let first = counter[0] * ROW;
  for (var at = index; at < ROW; at += ${THREADS}) { row[at] = table[first + at]; }
  storageBarrier();
  if (local == 0u) { counter[0] += 1; }`,
  });
}

/** The number of a step in WGSL. */
const numberOf = (name: (typeof STEP_NUMBERS)[number]): string => `numbers[${STEP_NUMBERS.indexOf(name)}]`;

export function samplerStepOnWebgpu({
  output,
  numbers,
  box,
  noise,
  x,
  previous,
  guess,
  frames,
}: SamplerStep): void {
  const channels = lastAxis(x);
  const width = output ? lastAxis(output) : channels;
  const guided = output !== null && output.shape[0] === 2 * x.shape[0];
  const entries = Object.entries({ output, numbers, box, noise }).flatMap(([name, tensor]) =>
    tensor ? [[name, tensor] as const] : [],
  );
  const evaluated = `
  let out = index / ${channels} * ${width} + index % ${channels};
  var predicted = output[out];
  ${guided ? `predicted = predicted + (output[out + SIZE / ${channels} * ${width}] - predicted) * ${numberOf('guidance')};` : ''}
  now = was * ${numberOf('ofX')} + predicted * ${numberOf('ofOutput')};
  unclipped = now;
  ${box ? `now = min(max(now, box[index % ${channels}]), box[${channels} + index % ${channels}]);` : ''}
  guess[index] = now;`;
  dispatch({
    name: output ? 'samplerStep' : 'noiseStep',
    sizes: { SIZE: x.size, FRAMES: frames?.shape[1] ?? 0 },
    inputs: Object.fromEntries(entries),
    outputs: { x, previous, guess, frames: frames ?? undefined },
    workgroups: Math.ceil(x.size / THREADS),
    functions: `
// A sum that a factor of 0 does not change.
fn plus(sum : f32, factor : f32, state : f32) -> f32 { return select(sum + factor * state, sum, factor == 0.0); }`,
    body: `
  if (index >= SIZE) { return; }
  let was = x[index];
  let before = guess[index];
  var now = before;
  var unclipped = 0.0;
  ${output ? evaluated : ''}
  var next = plus(0.0, ${numberOf('x')}, was);
  next = plus(next, ${numberOf('guess')}, now);
  next = plus(next, ${numberOf('previousX')}, previous[index]);
  next = plus(next, ${numberOf('previousGuess')}, before);
  ${noise ? `next = plus(next, ${numberOf('noise')}, noise[i32(${numberOf('slot')}) * SIZE + index]);` : ''}
  next = plus(next, ${numberOf('unclipped')}, unclipped);
  ${
    frames
      ? `let frame = i32(${numberOf('frame')});
  if (frame >= 0) {
    frames[frame * SIZE + index] = was;
    frames[(FRAMES + frame) * SIZE + index] = now;
  }`
      : ''
  }
  previous[index] = was;
  x[index] = next;`,
  });
}
