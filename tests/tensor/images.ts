/** Small runs on images: a host and what it says, and pictures made on the spot. Runs in Node and in a browser. */
import type { ReadBytes } from '../../datasets/images';
import { defaultsOf } from '../../src/config/family';
import type { RunConfig } from '../../src/config/fields';
import { createTrainerHost } from '../../src/training/host';
import type { ImagesSource } from '../../src/types/dataSource';
import type { Phase } from '../../src/types/run';
import type { RunRequest, TrainerEvent } from '../../workers/protocol';

/** The smallest network there is, on 8×8 pictures: what a test of the trainer can afford. */
export const SMALL: RunConfig = {
  ...defaultsOf('images'),
  backend: 'wasm',
  unet: 'grey-28-tiny',
  T: 100,
  batchSize: 4,
  trainingSteps: 6,
  samplingSteps: 3,
  warmupSteps: 2,
};

/** 8×8 grey pictures of two classes: lit on the left, lit on the right. */
export function halves(count = 20): ImagesSource {
  const images = new Uint8Array(count * 64);
  const labels = new Uint8Array(count);
  for (let n = 0; n < count; n++) {
    labels[n] = n % 2;
    for (let y = 0; y < 8; y++)
      for (let x = 0; x < 4; x++) images[64 * n + 8 * y + x + 4 * labels[n]] = 155 + 5 * n;
  }
  return { kind: 'images', images, labels, count, height: 8, width: 8, channels: 1, name: 'halves' };
}

export interface ImageScene {
  readonly host: ReturnType<typeof createTrainerHost>;
  readonly events: TrainerEvent[];
  /** Starts a run and waits for a phase, or for its failure. */
  reach(phase: Phase, run: Partial<RunRequest> & { changes?: Partial<RunConfig> }): Promise<void>;
}

/** @param read where the images that ship come from */
export async function createImageScene(read?: ReadBytes): Promise<ImageScene> {
  const host = createTrainerHost({ read });
  const events: TrainerEvent[] = [];
  let listen: (event: TrainerEvent) => void = () => {};
  await host.connect((event) => {
    events.push(event);
    listen(event);
  });
  return {
    host,
    events,
    async reach(phase, { changes, ...run }) {
      const reached = new Promise<void>((resolve, reject) => {
        listen = (event) => {
          if (event.type === 'failed' && phase === 'failed') resolve();
          else if (event.type === 'failed') reject(new Error(`${event.message} ${event.hint}`));
          else if (event.type === 'phase' && event.phase === phase && phase !== 'failed') resolve();
        };
      });
      await host.start([{ runId: 1, config: { ...SMALL, ...changes }, ...run }]);
      await reached;
    },
  };
}

export const lossesIn = (events: readonly TrainerEvent[]): number[] =>
  events.flatMap((event) => (event.type === 'losses' ? Array.from(event.losses) : []));
