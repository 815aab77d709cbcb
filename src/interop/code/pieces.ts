/**
 * The pieces of a PyTorch script: Python files beside this one, of which a configuration chooses. A piece reads its settings from
 * constants; where two ways of doing a thing differ in more than a number, each has a piece of its own.
 */
import type { RunConfig } from '../../config/fields';
import type { Process } from '../../diffusion/process';
import { RefusedError } from '../../diffusion/refusal';
import { automaticSpacing, SAMPLERS } from '../../diffusion/samplers';

const TEXTS: Readonly<Record<string, string>> = import.meta.glob('./python/**/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** @throws RefusedError that names the setting for which there is no Python code */
export function piece(path: string, setting = path): string {
  const text = TEXTS[`./python/${path}.py`];
  if (text !== undefined) return text;
  throw new RefusedError({
    message: `There is no Python code for ${setting}.`,
    hint: 'Choose another one to download code; the model itself can be downloaded as it is.',
  });
}

const processPieces = ({ process, schedule, zeroTerminalSnr }: RunConfig): string[] => {
  const named = `the process "${process}"`;
  const ofSchedule = `the schedule "${schedule}"`;
  const handles = schedule === 'drawn' ? [piece('drawn')] : [];
  const level = [piece('level')];
  switch (process) {
    case 'ddpm':
      return [
        ...handles,
        ...level,
        piece(`schedule/${schedule}`, ofSchedule),
        piece(zeroTerminalSnr ? 'chainBetasZeroTerminalSnr' : 'chainBetas'),
        piece('process/ddpm'),
      ];
    case 'vp-sde':
      return [...handles, ...level, piece(`limit/${schedule}`, ofSchedule), piece('process/vp-sde')];
    default:
      return [...level, piece(`process/${process}`, named)];
  }
};

export function weightingPieces({ weighting, lossSpace, prediction }: RunConfig): string[] {
  if (weighting === 'none') {
    const own = lossSpace === 'output' || lossSpace === prediction;
    return own ? [piece('weighting/none')] : [piece('errorRatio'), piece('weighting/lossSpace')];
  }
  return [piece('errorRatio'), piece(`weighting/${weighting}`, `the loss weighting "${weighting}"`)];
}

/** The spacing of a configuration, `auto` resolved. */
export const spacingOf = ({ spacing, sampler }: RunConfig, process: Process) =>
  spacing === 'auto' ? automaticSpacing(process, sampler) : spacing;

function gridPieces(config: RunConfig, process: Process): string[] {
  const spacing = spacingOf(config, process);
  if (spacing === 'karras') {
    const own = config.process === 'ddpm' || config.process === 'flow';
    return [piece(`inverse/${own ? config.process : 'continuous'}`), piece('spacing/karras')];
  }
  if (spacing === 'linspace' && process.discrete && SAMPLERS[config.sampler].rule === 'fractional')
    return [piece('spacing/fractional')];
  const named = `the step spacing "${spacing}"`;
  if (spacing === 'trailing' && process.odeFrame === 'straight')
    return [piece('spacing/trailingFlow'), piece('spacing/grid')];
  return [piece(`spacing/${spacing}${process.discrete ? 'Chain' : ''}`, named), piece('spacing/grid')];
}

/** The sampler's piece, which differs by process, spacing or variance for some. */
function samplerPieces(config: RunConfig, process: Process): string[] {
  const { sampler } = config;
  const linspace = spacingOf(config, process) === 'linspace';
  const exploding = config.process === 've-sde';
  if (sampler === 'predictor-corrector')
    return exploding
      ? [
          piece('langevin'),
          piece(linspace ? 'evaluatedLinspace' : 'evaluated'),
          piece('sampler/predictor-correctorVe'),
        ]
      : [piece('langevin'), piece('sampler/predictor-corrector')];
  if (sampler === 'ddpm' && config.variance === 'learned') return [piece('sampler/ddpmLearned')];
  if (ownEps(config)) return [piece('sampler/ddimOwnEps')];
  if (sampler === 'heun' && process.odeFrame === 'straight') return [piece('sampler/heunFlow')];
  if (sampler === 'euler-maruyama' && linspace) return [piece('sampler/euler-maruyamaLinspace')];
  return [piece(`sampler/${sampler}`, `the sampler "${sampler}"`)];
}

/** Whether DDIM takes the network's ε̂ beside a guess that is clipped. */
export const ownEps = ({ sampler, clipDenoised, clippedEps }: RunConfig): boolean =>
  sampler === 'ddim' && clipDenoised && !clippedEps;

export function clipPiece({ clipDenoised, model }: RunConfig): string {
  if (!clipDenoised) return piece('clipNone');
  return piece(model === 'mlp' ? 'clipPoints' : 'clipImages');
}

export const optimizerPiece = ({ optimizer }: RunConfig): string =>
  piece(`optimizer/${optimizer}`, `the optimizer "${optimizer}"`);

const NETWORKS = { mlp: 'networkMlp', unet: 'networkUnet', dit: 'networkDit' } as const;

/** A script apart from its settings, in the order in which they stand. */
export interface Pieces {
  readonly imports: string;
  /** All that reads the settings, from the random numbers on. */
  readonly body: readonly string[];
  /** The command line of a script. */
  readonly main: string;
}

/**
 * @param process of the configuration
 * @param options classes of the network; whether the data have units of their own
 * @throws RefusedError that names the setting for which there is no Python code
 */
export function piecesOf(
  config: RunConfig,
  process: Process,
  { classes, units }: { readonly classes: number; readonly units: boolean },
): Pieces {
  const points = config.model === 'mlp';
  const pointOutput = units ? 'outputUnits' : 'outputPoints';
  const learned = config.variance === 'learned';
  const { sampler, prediction, timeSampling } = config;
  const needsPosterior =
    learned ||
    sampler === 'ddpm' ||
    sampler === 'ddim' ||
    (sampler === 'predictor-corrector' && config.process !== 've-sde');
  const learnedSampling = learned && sampler === 'ddpm';
  const body = [
    piece('randomNumbers'),
    piece('files'),
    piece(points ? 'dataPoints' : 'dataImages'),
    piece(NETWORKS[config.model]),
    ...(points ? [piece(classes > 0 ? 'conditionClasses' : 'condition')] : []),
    ...(learned ? [piece(points ? 'varianceMlp' : 'varianceImages')] : []),
    piece('loadNetwork'),
    ...processPieces(config),
    piece(`prediction/${prediction}`, `the prediction "${prediction}"`),
    ...(needsPosterior ? [piece('posterior')] : []),
    piece(classes > 0 ? 'samplingGuided' : 'sampling'),
    clipPiece(config),
    ...(ownEps(config) ? [] : [piece(learnedSampling ? 'denoiseLearned' : 'denoise')]),
    ...gridPieces(config, process),
    ...samplerPieces(config, process),
    ...(classes > 0 ? [piece('labels')] : []),
    piece(points ? pointOutput : 'outputImages'),
    piece('draw'),
    piece(learned ? 'lossLearned' : 'lossFixed'),
    ...weightingPieces(config),
    piece(`times/${timeSampling}`, `the sampling of t "${timeSampling}"`),
    piece('batch'),
    optimizerPiece(config),
    piece('training'),
    ...(timeSampling === 'second-moment' ? [piece('trainingMoments')] : []),
  ];
  return { imports: piece('imports'), body, main: piece('main') };
}
