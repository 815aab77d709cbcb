/** Patches in the own WASM module. */
import { call, newTensor } from '../../wasm/engine';
import { imageShape, type PatchGrid, patchesShape, type Rearrange } from './contract';

const sizes = ({ batch, rows, columns, side, channels }: PatchGrid) =>
  [batch * rows, columns, side, channels] as const;

export const cutInModule: Rearrange = (image, grid) => {
  const out = newTensor(patchesShape(grid));
  call('patches', image, out, ...sizes(grid), 0);
  return out;
};

export const joinInModule: Rearrange = (patches, grid) => {
  const out = newTensor(imageShape(grid));
  call('patches', out, patches, ...sizes(grid), 1);
  return out;
};
