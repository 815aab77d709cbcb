/** The weight store of backends that record no steps: tensors that no step changes, so that a snapshot is a second reference to each. */
import * as tf from '@tensorflow/tfjs-core';
import { adam } from '../../kernels/adam/adam';
import { muon } from '../../kernels/muon/reference';
import type { Layout } from '../../model/layout';
import type { MuonMatrix } from '../../model/muonMatrices';
import { mapArrays } from '../../model/trainState';
import { pack, unpack } from '../../model/weights';
import type { TrainArrays } from '../../types/weights';
import { ARRAY_OF, type Snapshot, type WeightStore } from './weightStore';

interface TensorSnapshot extends Snapshot {
  readonly arrays: TrainArrays<tf.Tensor>;
}

/**
 * @param first    arrays to begin with, [layout.size] each
 * @param matrices that Muon updates
 */
export function createTensorStore(
  layout: Layout,
  first: TrainArrays<Float32Array>,
  matrices: readonly MuonMatrix[] = [],
): WeightStore<TensorSnapshot> {
  const placed = matrices.map((matrix) => ({ ...matrix, at: layout.parameters[matrix.parameter].offset }));
  const share = (arrays: TrainArrays<tf.Tensor>) => mapArrays(arrays, (x) => tf.keep(tf.clone(x)));
  const dispose = (arrays: TrainArrays<tf.Tensor>) => tf.dispose(Object.values(arrays));
  let arrays = mapArrays(first, (values) => tf.keep(tf.tensor1d(values.slice()) as tf.Tensor));
  const replace = (next: TrainArrays<tf.Tensor>) => {
    dispose(arrays);
    arrays = next;
  };
  return {
    params: () => unpack(arrays.params, layout),
    update(gradients, step, constants) {
      const gradient = pack(gradients);
      const next =
        placed.length > 0
          ? muon(arrays, gradient, step, constants, placed)
          : adam(arrays, gradient, step, constants);
      replace(mapArrays(next, tf.keep));
    },
    copyWeights(which) {
      const tensors = tf.tidy(() => unpack(arrays[ARRAY_OF[which]], layout)).map((x) => tf.keep(x));
      return { tensors, dispose: () => tf.dispose(tensors) };
    },
    snapshot(step) {
      const shared = share(arrays);
      return { step, arrays: shared, dispose: () => dispose(shared) };
    },
    restore: (snapshot) => replace(share(snapshot.arrays)),
    async read() {
      const shared = share(arrays);
      const values = async (x: tf.Tensor) => Float32Array.from(await x.data<'float32'>());
      try {
        const [params, ema, m, v] = await Promise.all(Object.values(mapArrays(shared, values)));
        return { params, ema, m, v };
      } finally {
        dispose(shared);
      }
    },
    dispose: () => dispose(arrays),
  };
}
