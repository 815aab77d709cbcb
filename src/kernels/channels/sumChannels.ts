/** The sum of each channel over all other axes: the gradient of a vector that was added to every pixel or row. */
import { choose } from '../choose';
import { sumChannelsOnModule } from './module';
import { sumChannelsReference } from './reference';
import { sumChannelsOnWasm } from './wasm';

/** @param x [..., C] @returns [C] */
export const sumChannels = choose({
  module: sumChannelsOnModule,
  wasm: sumChannelsOnWasm,
  reference: sumChannelsReference,
});
