/** A script is the settings of a configuration and the pieces that it chooses, as one Python file or as a notebook. */
import { ditClasses, type EmbeddedClasses, unetClasses } from '../../config/embeddedClasses';
import type { RunConfig } from '../../config/fields';
import { openPlan } from '../../config/openPlan';
import { stepsTaken } from '../../config/samplingSteps';
import type { Process } from '../../diffusion/process';
import { createProcess } from '../../diffusion/processes';
import { SAMPLERS } from '../../diffusion/samplers';
import type { NetworkConfigs } from '../../types/weights';
import { diffusersPieces } from './diffusers';
import { type Pieces, piecesOf } from './pieces';
import { type PythonValue, settingsOf } from './settings';

/** All that a script is made of. */
export interface ScriptSource extends NetworkConfigs {
  readonly config: RunConfig;
  /** Bounds to which guesses of points are clipped. */
  readonly box: { readonly min: readonly number[]; readonly max: readonly number[] };
  /** Of the user's own points: original = offset + scale × standardised. */
  readonly units?: { readonly offset: readonly number[]; readonly scale: readonly number[] } | null;
  /** Of a U-Net, the classes of the data, 0 where there are none or the data are not here; of points, those that the network sees. */
  readonly dataClasses: number;
  /** Whether a mirrored sample could also be one of the data. */
  readonly flips: boolean;
}

/** The input of the time embedding for a time of 1: networks of images receive the index of a level, however many there are. */
const timeScaleOf = ({ config: { T, model, process: id } }: ScriptSource, process: Process): number =>
  process.discrete ? (model === 'mlp' ? 1000 / T : 1) : id === 'flow' ? 1000 : 999;

function derivedConstants(
  source: ScriptSource,
  process: Process,
  { classes, unlabelled }: EmbeddedClasses,
): Readonly<Record<string, PythonValue>> {
  const { config, box, units } = source;
  return {
    SAMPLING_STEPS: stepsTaken(config),
    SKIPPED: SAMPLERS[config.sampler].rule === 'open' ? 1 : 0,
    TIME_SCALE: timeScaleOf(source, process),
    CLASSES: classes,
    UNLABELLED: unlabelled,
    FLIPS: config.flips && source.flips,
    BOX_MIN: box.min,
    BOX_MAX: box.max,
    ...(units && { OFFSET: units.offset, SCALE: units.scale }),
  };
}

export interface Script extends Pieces {
  readonly settings: string;
}

function classesOf({ unet, dit, dataClasses }: ScriptSource): EmbeddedClasses {
  if (unet) return unetClasses(unet, dataClasses);
  return dit ? ditClasses(dit) : { classes: dataClasses, unlabelled: -1 };
}

/** @throws RefusedError where the configuration samples nothing */
function partsOf(source: ScriptSource) {
  const { config, unet, units } = source;
  const process = createProcess(config);
  openPlan(config, process);
  return { process, parts: { ...classesOf(source), units: !!units, unet } };
}

function withSettings(
  { config }: ScriptSource,
  pieces: Pieces,
  constants: Readonly<Record<string, PythonValue>>,
): Script {
  const code = [...pieces.body, pieces.main].join('\n');
  return { ...pieces, settings: settingsOf(config, constants, code) };
}

/** @throws RefusedError where the configuration samples nothing, or that names the setting for which there is no Python code */
export function scriptOf(source: ScriptSource): Script {
  const { process, parts } = partsOf(source);
  const pieces = piecesOf(source.config, process, parts);
  return withSettings(source, pieces, derivedConstants(source, process, parts));
}

/** The same with the networks and schedulers of diffusers. @throws RefusedError that says what diffusers has not */
export function diffusersScriptOf(source: ScriptSource): Script {
  const { process, parts } = partsOf(source);
  const { pieces, constants } = diffusersPieces(source.config, process, parts);
  return withSettings(source, pieces, { ...derivedConstants(source, process, parts), ...constants });
}

const WHAT = `A denoising diffusion model that was trained in DDPM Lab, in plain PyTorch: the same data, network, loss and sampler.`;

const WITH_DIFFUSERS = `A denoising diffusion model that was trained in DDPM Lab, with Hugging Face diffusers and accelerate: the same data, network, loss and samples.`;

/** The blank lines that Python's style has between definitions. */
const joined = (parts: readonly string[]): string =>
  `${parts.map((part) => part.trimEnd()).join('\n\n\n')}\n`;

/** The script as one file with a command line. */
export function pythonScript({ imports, settings, body, main }: Script, about: string): string {
  const head = `"""${WHAT}

${about}

    python train.py sample --count 64      draws samples from the weights beside it: samples.npy
    python train.py train                  trains from the beginning: checkpoint/, checkpoint.zip
    python train.py train --resume training.safetensors
    accelerate launch train.py train       the same on many GPUs

It needs PyTorch and NumPy. Random numbers, batches and noise are those of the browser.
"""
`;
  return `${head}\n${imports.trimEnd()}\n\n${joined([settings, ...body, main])}`;
}

/** The script for diffusers as one file with a command line. */
export function diffusersScript({ imports, settings, body, main }: Script, about: string): string {
  const head = `"""${WITH_DIFFUSERS}

${about}

    python train_diffusers.py sample --count 64      draws samples from the weights beside it: samples.npy
    accelerate launch train_diffusers.py train       trains from the beginning: checkpoint/, checkpoint.zip
    accelerate launch train_diffusers.py train --resume training.safetensors

It needs diffusers and accelerate. Random numbers, batches and noise are those of the browser.
"""
`;
  return `${head}\n${imports.trimEnd()}\n\n${joined([settings, ...body, main])}`;
}

interface Cell {
  readonly cell_type: 'markdown' | 'code';
  readonly metadata: object;
  readonly source: readonly string[];
}

/** Lines as a notebook has them: each with its end, but for the last. */
const lines = (text: string): string[] => text.trimEnd().split(/(?<=\n)/);

const codeCell = (text: string): Cell =>
  ({ cell_type: 'code', metadata: {}, execution_count: null, outputs: [], source: lines(text) }) as Cell;
const words = (text: string): Cell => ({ cell_type: 'markdown', metadata: {}, source: lines(text) });

/** A piece that opens a section has its heading in a first comment; others belong to the section before. */
function sections(parts: readonly string[]): { heading: string; code: string[] }[] {
  const found: { heading: string; code: string[] }[] = [];
  for (const part of parts) {
    const [first, ...others] = part.split('\n');
    if (/^# [A-Z][\w -]*$/.test(first)) found.push({ heading: first.slice(2), code: [others.join('\n')] });
    else found.at(-1)!.code.push(part);
  }
  return found;
}

const SHOW_POINTS = `import matplotlib.pyplot as plt

samples = draw(trained_network(), 1000)
plt.scatter(*samples.T, s=3)
plt.axis("equal")
plt.show()
`;
const SHOW_IMAGES = `import matplotlib.pyplot as plt

samples = draw(trained_network(), 16)
_, axes = plt.subplots(2, 8, figsize=(12, 3))
for axis, image in zip(axes.flat, (samples.clip(-1, 1) + 1) / 2):
    axis.imshow(image.squeeze(), cmap="gray")
    axis.axis("off")
plt.show()
`;
const TRAIN = `data, trainer = Data(), Trainer()  # Trainer("training.safetensors") goes on from the weights of the browser
for _ in range(100):
    loss = trainer.learn(data)
print(f"step {trainer.step}: loss {loss:.5f}")
trainer.save("checkpoint")
`;

/** The script as a Jupyter notebook: a heading and a cell for each section, then samples and training. */
export function notebook({ imports, settings, body }: Script, about: string, images: boolean): string {
  const cells = [
    words(`# DDPM Lab\n${WHAT}\n\n${about}`),
    codeCell(imports),
    ...sections([settings, ...body]).flatMap(({ heading, code }) => [
      words(`## ${heading}`),
      codeCell(joined(code)),
    ]),
    words('## Draw samples'),
    codeCell(images ? SHOW_IMAGES : SHOW_POINTS),
    words('## Train'),
    codeCell(TRAIN),
  ];
  const kernelspec = { display_name: 'Python 3', language: 'python', name: 'python3' };
  return `${JSON.stringify({ cells, metadata: { kernelspec, language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 4 }, null, 1)}\n`;
}
