/**
 * A code archive is a ZIP of a model with the code that samples and trains it elsewhere: a PyTorch script, the same as a notebook, the
 * weights and the data. Unpacked, the folder is still a model file, which this app opens.
 */
import { FIELDS, type RunConfig } from '../../config/fields';
import { stepsTaken } from '../../config/samplingSteps';
import { RefusedError } from '../../diffusion/refusal';
import { type ModelFile, modelFiles, statesTraining } from '../modelFile';
import type { NpyData } from '../npy';
import { writeNpz } from '../npz';
import { pointClasses } from '../pointClasses';
import type { WeightsBase } from '../readme';
import { writeZip } from '../zip';
import {
  diffusersScript,
  diffusersScriptOf,
  notebook,
  pythonScript,
  type ScriptSource,
  scriptOf,
} from './script';

/** The training data of a run: [n, 2] points, or [count, height, width, channels] bytes, with [n] class numbers where there are any. */
export type CodeData =
  | { readonly kind: 'points'; readonly points: Float32Array; readonly labels?: Int32Array }
  | {
      readonly kind: 'images';
      readonly images: Uint8Array;
      readonly labels?: Uint8Array;
      readonly count: number;
      readonly height: number;
      readonly width: number;
      readonly channels: number;
    };

export interface CodeSource extends Omit<ScriptSource, 'config' | 'unet' | 'dit'> {
  readonly config: RunConfig;
  /** Its scheduler may be absent: the script has its own. */
  readonly model: ModelFile;
  /** Null where the data are not here. */
  readonly data: CodeData | null;
  readonly base: WeightsBase;
}

function dataFile(data: CodeData): Uint8Array {
  const arrays = new Map<string, { shape: readonly number[]; data: NpyData }>();
  if (data.kind === 'points') arrays.set('points', { shape: [data.points.length / 2, 2], data: data.points });
  else {
    const { images, count, height, width, channels } = data;
    arrays.set('images', { shape: [count, height, width, channels], data: images });
  }
  const { labels } = data;
  if (labels) arrays.set('labels', { shape: [labels.length], data: labels });
  return writeNpz(arrays);
}

/** Why training from the beginning may give another model. */
const NOT_REPEATED = `Training from the beginning starts from new weights and draws the noise of every batch anew. If these weights were trained further
from those of a model, or are a flow that was straightened on pairs of noise and samples, it does not repeat that.`;

/** Why it is another training where the files do not say what these weights had. */
const OF_THE_FORM =
  'The settings of training in the scripts are those of the form of DDPM Lab, and not those with which these weights were trained.';

/** In sentences: what was learned, how, by which sampler samples are drawn, and what training here does not repeat. */
const aboutOf = ({ config, base, model: file }: Pick<CodeSource, 'config' | 'base' | 'model'>): string => {
  const { dataset, process, prediction, optimizer, sampler, model } = config;
  const stated = statesTraining(file);
  const trainedBy = stated ? ` Optimizer: ${FIELDS.optimizer.labels[optimizer]}.` : '';
  const line = `Data: ${dataset}. Network: ${FIELDS.model.labels[model]}. Process: ${process}, prediction: ${prediction}.${trainedBy} Sampler: ${sampler}, ${stepsTaken(config)} steps.`;
  if (!stated) return `${line}\n\n${OF_THE_FORM}`;
  return base === 'new' ? line : `${line}\n\n${NOT_REPEATED}`;
};

interface Contents {
  /** The model card, which stands before what is said of the code. */
  readonly card: string | undefined;
  readonly about: string;
  readonly hasData: boolean;
  readonly resumable: boolean;
  /** Why there is no script for diffusers; null where there is one. */
  readonly noDiffusers: string | null;
}

const readme = ({
  card,
  about,
  hasData,
  resumable,
  noDiffusers,
}: Contents): string => `${card ?? '# A model of DDPM Lab\n'}
## Code

${about}

| file | what it is |
| --- | --- |
| \`train.py\` | samples and trains, in plain PyTorch; \`python train.py --help\` |
| \`train.ipynb\` | the same as a notebook |
${noDiffusers === null ? '| `train_diffusers.py` | the same with the networks and schedulers of Hugging Face diffusers, and accelerate |\n' : ''}| the other files | the model, averaged weights (EMA): this folder, or its ZIP, opens in DDPM Lab by Open model |
${resumable ? '| `training.safetensors` | raw weights, moments of the optimizer and the step: `python train.py train --resume training.safetensors` goes on |\n' : ''}${hasData ? '| `data.npz` | the training data |\n' : ''}
\`pip install torch numpy\`, then

    python train.py sample --count 64

draws the samples that the browser draws from the same seed. \`python train.py train\` trains from the beginning, on the
batches and the noise of the browser; \`pip install accelerate\` and \`accelerate launch train.py train\` do it on many
GPUs, which share each batch. Both leave a folder \`checkpoint\` and \`checkpoint.zip\`, which DDPM Lab opens.
${noDiffusers === null ? '\n`train_diffusers.py` has the same commands, and needs `pip install diffusers accelerate`.\n' : `\nThere is no script for diffusers: ${noDiffusers}\n`}${hasData ? '' : '\nThe training data were not open in the browser: add `data.npz` (`points` [n, 2] or `images` uint8 [n, H, W, C], and `labels` [n]) to train.\n'}`;

/** The script, or why there is none. */
function scriptForDiffusers(source: ScriptSource, about: string): { code: string } | { refusal: string } {
  try {
    return { code: diffusersScript(diffusersScriptOf(source), about) };
  } catch (error) {
    if (error instanceof RefusedError) return { refusal: error.message };
    throw error;
  }
}

/**
 * @returns the files of the archive by their paths
 * @throws RefusedError that names the setting for which there is no Python code
 */
export async function codeFiles(source: CodeSource): Promise<Map<string, Uint8Array>> {
  const { config, model, data } = source;
  const images = model.kind !== 'mlp';
  const dataClasses = images ? source.dataClasses : pointClasses(model.tensors, config);
  const unet = model.kind === 'unet' ? model.config : null;
  const dit = model.kind === 'dit' ? model.config : null;
  const scriptSource = { ...source, dataClasses, unet, dit };
  const script = scriptOf(scriptSource);
  const about = aboutOf(source);
  const forDiffusers = scriptForDiffusers(scriptSource, about);
  const files = await modelFiles(model);
  const encoder = new TextEncoder();
  files.set('train.py', encoder.encode(pythonScript(script, about)));
  files.set('train.ipynb', encoder.encode(notebook(script, about, images)));
  if ('code' in forDiffusers) files.set('train_diffusers.py', encoder.encode(forDiffusers.code));
  const contents = {
    card: model.readme,
    about,
    hasData: data !== null,
    resumable: model.training !== null,
    noDiffusers: 'code' in forDiffusers ? null : forDiffusers.refusal,
  };
  files.set('README.md', encoder.encode(readme(contents)));
  if (data) files.set('data.npz', dataFile(data));
  return files;
}

/** The same as one ZIP. */
export const packCode = async (source: CodeSource): Promise<Uint8Array> => writeZip(await codeFiles(source));
