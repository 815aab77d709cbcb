/** A data source is a user's own data set: points or images, or what a model file says of one. The data sets that ship need none. */
export type DataSource = PointsSource | ImagesSource | LearnedPoints;

export interface PointsSource {
  readonly kind: 'points';
  /** [n, 2] from `offset` on */
  readonly points: Float32Array;
  /** Float64 centre of the file's own numbers, so that a large one costs no digits. Default 0. */
  readonly offset?: readonly [number, number];
  /** [n] class numbers, where there are any */
  readonly labels?: Int32Array;
  /** Names of the classes by their numbers. */
  readonly classes?: readonly string[];
  /** Names of the two columns, where the file has them; an empty one where it has not. */
  readonly names?: readonly [string, string];
  readonly name: string;
}

export interface ImagesSource {
  readonly kind: 'images';
  /** [count, height, width, channels], 0 to 255 */
  readonly images: Uint8Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** [count] class numbers, where there are any */
  readonly labels?: Uint8Array;
  /** Names of the classes by their numbers. */
  readonly classes?: readonly string[];
  readonly name: string;
}

/** The data of a model, as its file says, without the points: enough to draw samples, and not to train. */
export interface LearnedPoints {
  readonly kind: 'learned-points';
  /** Null where the file does not say the units: samples then stay standardised. */
  readonly units: {
    /** original = offset + scale × standardised */
    readonly offset: readonly [number, number];
    readonly scale: readonly [number, number];
  } | null;
  /** The bounds of predictions of x0, in standardised units. */
  readonly box: { readonly min: readonly [number, number]; readonly max: readonly [number, number] };
  /** Names of the two columns, where the file has them. */
  readonly names?: readonly [string, string];
  /** Names of the classes by their numbers, where the model has any. */
  readonly classes?: readonly string[];
  readonly name: string;
}
