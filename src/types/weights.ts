/**
 * A model's weights stand at three places: by name in files (A = StateDict), one flat array each on the wire and in checkpoints
 * (A = Float32Array), and on the device (A = tf.Tensor). `src/model/trainState.ts` flattens and unflattens them.
 */
import type { DitConfig } from './dit';
import type { UnetConfig } from './unet';

/** A tensor of a file: row-major float32. */
export interface NamedTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A model's tensors by their names in files; a U-Net's as in PyTorch. */
export type StateDict = ReadonlyMap<string, NamedTensor>;

/** The four arrays of a training run, all of one layout. */
export interface TrainArrays<A> {
  /** The weights that the optimizer changes, also called raw. */
  readonly params: A;
  /** Their exponential moving average, from which samples are drawn. */
  readonly ema: A;
  /** Adam's first moment; where Muon updates a matrix, its momentum. */
  readonly m: A;
  /** Adam's second moment. */
  readonly v: A;
}

/** The facts beside the arrays with which training goes on exactly. */
export interface TrainProgress {
  /** Optimizer steps done. */
  readonly step: number;
  /** Where times are drawn by the loss: its moments by time (`LossMoments`), which the next batches depend on. */
  readonly lossMoments?: Float32Array | undefined;
}

/** All that training needs to go on exactly. */
export interface TrainState<A> extends TrainArrays<A>, TrainProgress {}

/** The weights in an evaluation of the network: their average, or the newest ones. */
export type WeightKind = 'ema' | 'raw';

/** The weights of a model file: with all that training needs to go on exactly, or the average alone. */
export type FileWeights = TrainState<StateDict> | { readonly ema: StateDict };

/** The configuration of a network for images; both null for an MLP. */
export interface NetworkConfigs {
  readonly unet: UnetConfig | null;
  readonly dit: DitConfig | null;
}

/** A run's weights and network, of which a model file is made. */
export interface SavedModel extends NetworkConfigs {
  readonly weights: TrainState<StateDict>;
}
