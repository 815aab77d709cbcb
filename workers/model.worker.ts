/** The worker that reads models: the readers of ZIP, JSON and safetensors behind Comlink. */
import { expose, transfer } from 'comlink';
import { keepToOwnOrigin } from '../src/lib/ownOrigin';
import { openModel } from '../src/state/openModel';
import type { StateDict } from '../src/types/weights';
import type { ModelApi } from './model';

keepToOwnOrigin(self);

const buffersOf = (tensors: StateDict): ArrayBufferLike[] =>
  Array.from(tensors.values(), ({ data }) => data.buffer);

const api: ModelApi = {
  async open(files) {
    const model = await openModel(files);
    const { tensors, training } = model.file;
    const parts = [tensors, ...(training ? [training.params, training.m, training.v] : [])];
    return transfer(model, parts.flatMap(buffersOf) as Transferable[]);
  },
};

expose(api);
