/** What a sampler computes between two evaluations of the network. */
import { endNumber, firstNumber } from './threads';

/**
 * Copies the next row of a table, and counts.
 * @param table   [rows, n]
 * @param counter i32: the row that is copied; one more afterwards
 * @param row     [n]
 */
export function nextRow(table: usize, counter: usize, row: usize, n: i32): void {
  const index = load<i32>(counter);
  memory.copy(row, table + (<usize>index * <usize>n) * 4, <usize>n * 4);
  store<i32>(counter, index + 1);
}

/**
 * One step: x̂0 from the output, the frames, and the next state. The order of all sums and roundings is that of src/diffusion/samplers/apply.ts.
 * @param output    [rows, width], or [2 rows, width] where `guided` is 1: without and with the class; 0 for a step that evaluates nothing
 * @param numbers   the step's, see src/kernels/samplerStep/contract.ts
 * @param box       [2, channels] lower and upper ends of x̂0, 0 for none
 * @param noise     [slots, n], 0 for none
 * @param x, previous, guess [n] the state, the one before, and the last x̂0; overwritten
 * @param frames    [2, count, n] states and guesses to keep, 0 for none
 */
export function samplerStep(output: usize, numbers: usize, box: usize, noise: usize, x: usize, previous: usize, guess: usize, frames: usize, n: i32, channels: i32, width: i32, count: i32, guided: i32): void {
  const fromX = load<f32>(numbers, 4), fromOutput = load<f32>(numbers, 8), guidance = load<f32>(numbers, 12);
  const cX = load<f32>(numbers, 16), cGuess = load<f32>(numbers, 20);
  const cPrevious = load<f32>(numbers, 24), cPreviousGuess = load<f32>(numbers, 28), cNoise = load<f32>(numbers, 32);
  const cUnclipped = load<f32>(numbers, 44);
  const z = noise + <usize>(<i32>load<f32>(numbers, 36)) * <usize>n * 4;
  const frame = frames ? <i32>load<f32>(numbers, 40) : -1;
  const states = frames + <usize>frame * <usize>n * 4, guesses = states + <usize>count * <usize>n * 4;
  const withClass = <usize>(n / channels * width) * 4, high = <usize>channels * 4;
  const end = endNumber(n);
  let i = firstNumber(n), channel = i % channels, out = output + <usize>(i / channels * width + channel) * 4;
  for (; i < end; i++) {
    const at = <usize>i * 4, was = load<f32>(x + at), before = load<f32>(guess + at);
    let now = before, unclipped: f32 = 0;
    if (output) {
      let predicted = load<f32>(out);
      if (guided) predicted = predicted + (load<f32>(out + withClass) - predicted) * guidance;
      now = was * fromX + predicted * fromOutput;
      unclipped = now;
      if (box) {
        const low = box + <usize>channel * 4;
        now = min(max(now, load<f32>(low)), load<f32>(low + high));
      }
      store<f32>(guess + at, now);
      out += 4;
      if (++channel == channels) {
        channel = 0;
        out += <usize>(width - channels) * 4;
      }
    }
    // -0 is the number that changes no sum.
    let next: f32 = -0.0;
    if (cX != 0) next += cX * was;
    if (cGuess != 0) next += cGuess * now;
    if (cPrevious != 0) next += cPrevious * load<f32>(previous + at);
    if (cPreviousGuess != 0) next += cPreviousGuess * before;
    if (cNoise != 0) next += cNoise * load<f32>(z + at);
    if (cUnclipped != 0) next += cUnclipped * unclipped;
    if (frame >= 0) {
      store<f32>(states + at, was);
      store<f32>(guesses + at, now);
    }
    store<f32>(previous + at, was);
    store<f32>(x + at, next);
  }
}
