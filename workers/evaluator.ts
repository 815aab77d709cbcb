/**
 * The messages between the page and the evaluation worker: types only. The worker has no TensorFlow.js; distances, exact references and
 * floors are computed in float64 on the processor, so that they do not slow training.
 */
import type { Images } from '../datasets/images';
import type { RunConfig } from '../src/config/fields';
import type { KnownCoordinate } from '../src/diffusion/exact/conditional';
import type { DataSource } from '../src/types/dataSource';
import type {
  Conditional,
  ExactLikelihood,
  ImageQuality,
  LossFloor,
  NearestAnswer,
  Quality,
  TestPoints,
} from '../src/types/quality';

/** The training data of a run. */
export interface DataQuestion {
  readonly config: RunConfig;
  readonly source?: DataSource;
}

/** Images that no training sees, with the classes that they belong to. */
interface TestImages {
  /** [n, height, width, channels], 0 to 255 */
  readonly images: Uint8Array;
  /** [n] */
  readonly labels: Uint8Array;
}

export interface ImageEvaluatorApi {
  /**
   * Some test images of a data set that ships, the same ones at every call.
   * @param question.seed other images for each
   */
  testImages(question: {
    readonly dataset: string;
    readonly count: number;
    readonly seed: number;
  }): Promise<TestImages>;
  /** Measures images beside as many real ones. @param images [n, height, width, channels], 0 to 255; n at least 2 */
  imageQuality(question: {
    readonly dataset: string;
    /** Address of the fixed classifier of the data set. */
    readonly classifier: string;
    readonly images: Uint8Array;
    /** The real images of the floor: other ones for each; 0 if absent. */
    readonly reference?: number | undefined;
  }): Promise<ImageQuality>;
  /** Takes the user's own images, which `nearestImage` then searches as the data set "images"; earlier ones are dropped. */
  holdImages(images: Images): Promise<void>;
  /**
   * The training image nearest to an image.
   * @param question.dataset a data set that ships, or "images" for those that `holdImages` took
   * @param question.all     searches all images that ship, which may first have to be fetched
   * @param question.examples searches the first so many alone; 0 for no such limit
   */
  nearestImage(question: {
    readonly dataset: string;
    readonly all: boolean;
    readonly examples: number;
    readonly image: Uint8Array;
  }): Promise<NearestAnswer>;
}

/** Samples of a class by exact guidance, and distances between sets of samples; 2 000 of the network's are best compared with as many. */
export interface GuidanceAnswer {
  /** [n, 2] by the exact guided field */
  readonly exact: Float32Array;
  /** [n, 2] of p(x)^(1-w) p(x|c)^w */
  readonly power: Float32Array;
  /** Energy distances. */
  readonly distances: {
    readonly learnedToExact: number;
    readonly exactToPower: number;
    /** Of draws from that density from others: what chance makes, mean and standard deviation over pairs. */
    readonly floor: number;
    readonly floorSpread: number;
  };
}

export interface EvaluatorApi {
  /** @param samples [n, 2] of a network under guidance, of one class @param seed of their noise */
  guidance(question: DataQuestion, samples: Float32Array, seed: number): Promise<GuidanceAnswer>;
  /**
   * @param points    [n, 2] generated samples in data units; compared with n fresh points
   * @param reference which fresh points: other ones for each; 0 if absent
   */
  quality(question: DataQuestion, points: Float32Array, reference?: number): Promise<Quality>;
  floor(question: DataQuestion): Promise<LossFloor>;
  /**
   * The mean of -log p, below which a model comes only by chance. Null where the density is
   * not known.
   */
  exactNegativeLogLikelihood(question: DataQuestion): Promise<ExactLikelihood | null>;
  /**
   * Draws of one coordinate where the other is known, beside the exact distribution of what the configuration draws. Null where its density
   * is not known.
   * @param points [n, 2] whose known coordinate has its value
   */
  conditional(
    question: DataQuestion,
    known: KnownCoordinate,
    points: Float32Array,
  ): Promise<Conditional | null>;
  /**
   * Exact p(class | x), classes equally likely; null where the density of the data is not known, or they have no classes.
   * @param points [n, 2] @returns [n, classes]
   */
  exactClassPosterior(question: DataQuestion, points: Float32Array): Promise<Float32Array | null>;
  /** Fresh points of a set with classes, the same ones at every call. @param seed other points for each */
  testPoints(question: DataQuestion, count: number, seed: number): Promise<TestPoints>;
  /**
   * Exact eps of the data on a list of places at one time: of its density where it has one, else of at most 5 000 of its points.
   * @param places [n, 2] @returns [n, 2]
   */
  exactEps(question: DataQuestion, time: number, places: Float32Array): Promise<Float32Array>;
  /** The same of the velocity E[u | x_t], over the root mean square of its coefficients, as velocity prediction outputs it. */
  exactVelocity(question: DataQuestion, time: number, places: Float32Array): Promise<Float32Array>;
}
