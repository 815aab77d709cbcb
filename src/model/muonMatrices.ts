/**
 * The weights that Muon updates (Jordan et al. 2024): matrices between hidden layers, and filters as matrices [out, in · k · k]. Adam updates
 * vectors, and the layers at either end: those that read coordinates, pixels or classes, the MLP's one layer that reads the time, and
 * the one that gives the prediction. A U-Net's time_embedding lies between hidden layers. A transformer's modulations, one layer for all
 * blocks here, are Adam's.
 */
import type { Layout } from './layout';

const ENDS = [
  // MLP
  'time.',
  'input.',
  'output.',
  // U-Net
  'conv_in.',
  'conv_out.',
  'class_embedding.',
  // transformer
  'x_embedder.',
  'y_embedder.',
  'adaLN_modulation.',
  'final_layer.',
];

type PlacedParameter = Layout['parameters'][number];

/** Rows and columns of a parameter as it lies in memory: the transpose of the matrix above, for which Muon's step is the same. */
const columnsOf = ({ shape }: PlacedParameter): number => shape.at(-1)!;

const isMatrix = (parameter: PlacedParameter): boolean => {
  const columns = columnsOf(parameter);
  const isVector = columns === parameter.size || columns === 1;
  return !isVector && !ENDS.some((end) => parameter.name.startsWith(end));
};

export interface MuonMatrix {
  /** The number of the parameter in its layout. */
  readonly parameter: number;
  readonly rows: number;
  readonly columns: number;
}

/** In the order of the layout. */
export const muonMatrices = ({ parameters }: Layout): readonly MuonMatrix[] =>
  parameters.flatMap((each, parameter) => {
    const columns = columnsOf(each);
    return isMatrix(each) ? [{ parameter, rows: each.size / columns, columns }] : [];
  });
