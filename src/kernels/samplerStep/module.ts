/** A sampler's step in the own WASM module. */
import { call } from '../../wasm/engine';
import { lastAxis, type RowTable, type SamplerStep } from './contract';

export const nextRowInModule = ({ table, counter, row }: RowTable): void =>
  call('nextRow', table, counter, row, row.size);

export function samplerStepInModule({
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
  const guided = output && output.shape[0] === 2 * x.shape[0] ? 1 : 0;
  const states = [x, previous, guess] as const;
  const count = frames?.shape[1] ?? 0;
  call('samplerStep', output, numbers, box, noise, ...states, frames, x.size, channels, width, count, guided);
}
