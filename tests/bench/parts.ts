/** The parts of the benchmark: what is compared, at which sizes. Each runs alone, in a page (or process) of its own. */
import * as tf from '@tensorflow/tfjs-core';
import { memoryNeed } from '../../src/model/memory';
import { chooseBackend, type DeviceTrouble } from '../../src/runtime/backend';
import type { BackendId } from '../../src/types/backend';
import { WASM_MODULE_FLAG, wasmModule } from '../../src/wasm/engine';
import { installCounter } from '../browser/dispatches';
import type { Contender } from './contender';
import { compareDuel } from './duel';
import { compare, type Effort, type Entry, type Measurement, timed } from './measure';
import { ourTraining } from './ours';
import { stepWork } from './roofline';
import { compareSampling } from './sampling';
import { stockMlp } from './stockMlp';
import { stockTraining } from './stockTraining';
import { stockUnet } from './stockUnet';
import { mlpSubject, type Subject, unetSubject } from './subject';

export type Size = 'quick' | 'usual' | 'full';

export interface PartReport {
  readonly title: string;
  /** The adapter or renderer. */
  readonly device: string;
  readonly software: boolean;
  /** What a step is. */
  readonly unit: string;
  readonly rows: readonly Measurement[];
  /** Bytes that the page says this model needs, copies of its weights included; null where several models are compared. */
  readonly estimatedBytes: number | null;
  /** On WASM: GFLOP/s that a core does at most, measured, and those of the first row, by the operations that its network is counted to need. */
  readonly arithmetic?: { readonly peak: number; readonly step: number };
}

interface Part {
  /** The smallest size of the benchmark that has it. */
  readonly from: Size;
  run(size: Size): Promise<PartReport>;
}

let trouble: DeviceTrouble | null = null;

/** Starts a backend, and nothing else in its place. */
async function begin(backend: BackendId) {
  if (backend === 'webgpu') installCounter();
  const report = await chooseBackend(backend, (first) => {
    trouble ??= first;
  });
  if (report.backend !== backend) throw new Error(`${backend} does not run here: ${report.reason}`);
  return report;
}

/** What a GPU complained of meanwhile: dropped work looks fast. */
function checkTrouble(): void {
  if (trouble) throw new Error(`${trouble.code}: ${trouble.message}`);
}

const EFFORT: Record<Size, Effort> = {
  quick: { rounds: 1, millisecondsPerTurn: 1, agreeing: 2 },
  usual: { rounds: 5, millisecondsPerTurn: 400, agreeing: 3 },
  full: { rounds: 9, millisecondsPerTurn: 1000, agreeing: 3 },
};

const tensorflow = (open: Entry['open']): Entry => ({ open, ofTensorflow: true, deferred: true });

const estimateOf = ({ config, model }: Subject) =>
  memoryNeed(config, { shape: model.shape, classes: model.classes }).total;

function mlpPart(width: number, batchSize: number): Part {
  return {
    from: width === 64 ? 'quick' : 'usual',
    async run(size) {
      const { device, software } = await begin('webgpu');
      const subject = mlpSubject(
        size === 'quick' ? { width: 8, batchSize: 8, depth: 1 } : { width, batchSize },
      );
      const entries = [tensorflow(async () => ourTraining(subject))];
      if (size !== 'quick') {
        const { jaxTraining } = await import('./jaxMlp');
        const contender = await jaxTraining(subject);
        if (contender) entries.push({ open: async () => contender, ofTensorflow: false, deferred: true });
      }
      entries.push(tensorflow(async () => stockTraining(subject, stockMlp(subject.config))));
      const rows = await compare(entries, EFFORT[size]);
      checkTrouble();
      return {
        title: `MLP, width ${subject.config.width}, ${subject.config.batchSize} points a step`,
        device,
        software,
        unit: 'training step',
        rows,
        estimatedBytes: estimateOf(subject),
      };
    },
  };
}

/** Both sides of a comparison beside one of them; the ratios are to one. */
function duelPart(width: number, batchSize: number): Part {
  return {
    from: 'usual',
    async run(size) {
      const { device, software } = await begin('webgpu');
      const rows = await compareDuel(width, batchSize, EFFORT[size]);
      checkTrouble();
      return {
        title: `A comparison of two MLPs, width ${width}, ${batchSize} points a step`,
        device,
        software,
        unit: 'training step of each side',
        rows,
        estimatedBytes: null,
      };
    },
  };
}

const unetOf = (subject: Subject) => stockUnet(subject.model.unet!);

const unetPart: Part = {
  from: 'usual',
  async run(size) {
    const { device, software } = await begin('webgpu');
    const subject = unetSubject('grey-28', 28, 8);
    const rows = await compare(
      [
        tensorflow(async () => ourTraining(subject)),
        tensorflow(async () => stockTraining(subject, unetOf(subject))),
      ],
      // A stock step takes half a minute on a software adapter; tests/tensor/bench.test.ts holds the gradients.
      { ...EFFORT[size], rounds: 3, agreeing: 1 },
    );
    checkTrouble();
    return {
      title: 'U-Net 28 × 28, 8 images a step',
      device,
      software,
      unit: 'training step',
      rows,
      estimatedBytes: estimateOf(subject),
    };
  },
};

/** The stock loop is too slow to take all of them. */
const STOCK_STEPS = 2;

const samplingPart: Part = {
  from: 'usual',
  async run() {
    const { device, software } = await begin('webgpu');
    const subject = unetSubject('grey-28', 28, 8);
    const effort = { rounds: 3, count: 4, steps: 25, stockSteps: STOCK_STEPS };
    const rows = await compareSampling(subject, unetOf(subject), effort);
    checkTrouble();
    return {
      title: 'Drawing 4 images of 28 × 28 in 25 steps',
      device,
      software,
      unit: `evaluation of the network (the stock loop takes ${STOCK_STEPS} of the 25 steps)`,
      rows,
      estimatedBytes: null,
    };
  },
};

/** A contender on WASM, with the own module or as the app runs where there is no SIMD. */
const onWasm = (name: string, module: boolean, make: () => Contender): Entry => ({
  ofTensorflow: true,
  deferred: false,
  async open() {
    const enter = async () => {
      await tf.setBackend('wasm');
      tf.env().set(WASM_MODULE_FLAG, module);
    };
    await enter();
    return { ...make(), name, enter };
  },
});

const PEAK_ROUNDS = 200_000_000;

/** The best of some runs. @returns GFLOP/s of multiplications and additions of four numbers at once */
async function measuredPeak(): Promise<number> {
  const module = wasmModule();
  if (!module) throw new Error('the own module is not loaded');
  let best = 0;
  for (let run = 0; run < 3; run++) {
    let millions = 0;
    const { clock, processor } = await timed(1, async () => {
      millions = module.multiplyAndAdd(PEAK_ROUNDS);
    });
    best = Math.max(best, millions / (processor || clock));
  }
  return best;
}

/** To be called with the module on, after the part is measured. */
async function arithmeticOf({ config, model }: Subject, [first]: readonly Measurement[]) {
  tf.env().set(WASM_MODULE_FLAG, true);
  const { flops } = stepWork(config, { shape: model.shape, classes: model.classes });
  const { milliseconds } = first.processor ?? first.clock;
  return { peak: await measuredPeak(), step: flops / milliseconds.median / 1e6 };
}

function wasmMlpPart(width: number, batchSize: number): Part {
  return {
    from: 'usual',
    async run(size) {
      const { device, software } = await begin('wasm');
      const subject = mlpSubject({ width, batchSize });
      const rows = await compare(
        [
          onWasm('DDPM Lab', true, () => ourTraining(subject)),
          onWasm('DDPM Lab without its module', false, () => ourTraining(subject)),
          // with the transposed products, slices and clones of the app, which are faster than stock ones
          onWasm('stock TensorFlow.js', false, () => stockTraining(subject, stockMlp(subject.config))),
        ],
        EFFORT[size],
      );
      return {
        title: `On WASM: MLP, width ${width}, ${batchSize} points a step`,
        device,
        software,
        unit: 'training step',
        rows,
        estimatedBytes: estimateOf(subject),
        arithmetic: await arithmeticOf(subject, rows),
      };
    },
  };
}

function wasmUnetPart(unet: 'grey-28-tiny' | 'grey-28', batchSize: number): Part {
  return {
    from: 'usual',
    async run(size) {
      const { device, software } = await begin('wasm');
      const subject = unetSubject(unet, 28, batchSize);
      const rows = await compare(
        [
          onWasm('DDPM Lab', true, () => ourTraining(subject)),
          // Stock TensorFlow.js has no gradient of a filter on WASM.
          onWasm('DDPM Lab without its module', false, () => ourTraining(subject)),
        ],
        { ...EFFORT[size], agreeing: 2 },
      );
      return {
        title: `On WASM: U-Net ${unet}, ${batchSize} images a step`,
        device,
        software,
        unit: 'training step',
        rows,
        estimatedBytes: estimateOf(subject),
        arithmetic: await arithmeticOf(subject, rows),
      };
    },
  };
}

/** The app itself on two backends: which of them should train where there is no GPU? */
const wasmPart: Part = {
  from: 'usual',
  async run(size) {
    const on = async (backend: BackendId): Promise<Entry> => ({
      ofTensorflow: true,
      deferred: false,
      open: async () => {
        await begin(backend);
        const enter = async () => void (await tf.setBackend(backend));
        return { ...ourTraining(unetSubject('grey-28-tiny', 28, 8)), name: `DDPM Lab on ${backend}`, enter };
      },
    });
    const { device, software } = await begin('webgl');
    const rows = await compare([await on('wasm'), await on('webgl')], {
      ...EFFORT[size],
      rounds: 3,
      agreeing: 2,
    });
    return {
      title: 'Smallest U-Net 28 × 28, 8 images a step: WASM against WebGL',
      device,
      software,
      unit: 'training step',
      rows,
      estimatedBytes: null,
    };
  },
};

/** How the app alone scales. */
const scalingPart: Part = {
  from: 'full',
  async run(size) {
    const { device, software } = await begin('webgpu');
    const subjects: [string, Subject][] = [
      ...[64, 256, 1024].flatMap((batchSize) =>
        [64, 128, 256].map((width): [string, Subject] => [
          `MLP, width ${width}, batch ${batchSize}`,
          mlpSubject({ width, batchSize }),
        ]),
      ),
      ...[16, 28, 40].flatMap((side) =>
        [2, 8].map((batch): [string, Subject] => [
          `U-Net ${side} × ${side}, batch ${batch}`,
          unetSubject('grey-28', side, batch),
        ]),
      ),
    ];
    const rows: Measurement[] = [];
    for (const [name, subject] of subjects) {
      const [row] = await compare([tensorflow(async () => ourTraining(subject))], {
        ...EFFORT[size],
        rounds: 3,
      });
      rows.push({ ...row, name });
    }
    checkTrouble();
    return {
      title: 'Scaling in batch, width and image size',
      device,
      software,
      unit: 'training step',
      estimatedBytes: null,
      rows,
    };
  },
};

export const PARTS = {
  'mlp-64': mlpPart(64, 64),
  'mlp-128': mlpPart(128, 512),
  'duel-64': duelPart(64, 64),
  'duel-128': duelPart(128, 512),
  unet: unetPart,
  sampling: samplingPart,
  'wasm-mlp-64': wasmMlpPart(64, 64),
  'wasm-mlp-128': wasmMlpPart(128, 512),
  'wasm-unet-tiny': wasmUnetPart('grey-28-tiny', 8),
  'wasm-unet': wasmUnetPart('grey-28', 16),
  wasm: wasmPart,
  scaling: scalingPart,
} as const satisfies Record<string, Part>;

export type PartId = keyof typeof PARTS;

const SIZES: readonly Size[] = ['quick', 'usual', 'full'];

/** The parts of a benchmark of this size, in order. */
export const partsOf = (size: Size): PartId[] =>
  (Object.keys(PARTS) as PartId[]).filter((id) => SIZES.indexOf(PARTS[id].from) <= SIZES.indexOf(size));
