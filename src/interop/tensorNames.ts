/** Tensor names as the network here has them, from what wrappers and older versions call the same tensors. */

import type { NamedTensor, StateDict } from '../types/weights';
import * as hints from '../words/files/hints';
import * as words from '../words/files/weights';
import { FileError, quote } from './fileError';

/** The names of attention's four projections in older checkpoints. */
const NEW_NAMES: Record<string, string> = {
  query: 'to_q',
  key: 'to_k',
  value: 'to_v',
  proj_attn: 'to_out.0',
};

/** `...attentions.0.query.weight` -> `...attentions.0.to_q.weight`; any other name stays. */
export function renameOldAttention(name: string): string {
  return name.replace(
    /(^|\.)(attentions\.\d+)\.(query|key|value|proj_attn)\.(weight|bias)$/,
    (_, before, block, old, kind) => `${before}${block}.${NEW_NAMES[old]}.${kind}`,
  );
}

/**
 * Modules that wrap another and put their own name before it: torch.compile, DataParallel and DistributedDataParallel, FSDP, and
 * activation checkpointing. No network that is read here has a part of such a name.
 */
const WRAPPERS: ReadonlySet<string> = new Set([
  '_orig_mod',
  'module',
  '_fsdp_wrapped_module',
  '_checkpoint_wrapped_module',
]);

/** Names under which a trainer may hold the network, before every tensor or before none. */
const HOLDERS = ['unet.', 'model.', 'ema_model.', 'state_dict.'];

const withoutWrappers = (name: string): string =>
  name
    .split('.')
    .filter((part) => !WRAPPERS.has(part))
    .join('.');

/**
 * The tensors under the names of `UNet2DModel`'s state dict, or of an MLP's.
 * @throws FileError when two tensors of the file have the same name then
 */
export function canonicalNames(tensors: StateDict): StateDict {
  const names = [...tensors.keys()].map(withoutWrappers);
  const holder = HOLDERS.find((prefix) => names.length > 0 && names.every((name) => name.startsWith(prefix)));
  const out = new Map<string, NamedTensor>();
  for (const [i, tensor] of [...tensors.values()].entries()) {
    const name = renameOldAttention(names[i].slice(holder?.length ?? 0));
    if (out.has(name)) {
      throw new FileError({
        field: words.tensor(quote(name)),
        found: words.tensorTwice,
        expected: words.tensorOnce,
        hint: hints.oneSetOfNames,
      });
    }
    out.set(name, tensor);
  }
  return out;
}

/** @throws FileError that names the first tensor with a value that is not finite */
export function checkFinite(tensors: StateDict, where: string): void {
  for (const [name, { data }] of tensors) {
    const at = data.findIndex((value) => !Number.isFinite(value));
    if (at < 0) continue;
    const count = data.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0);
    throw new FileError({
      field: words.tensorIn(where, quote(name)),
      found: words.notFinite(count, data.length, data[at]),
      expected: words.finiteWeights,
      hint: hints.weightsDiverged,
    });
  }
}
