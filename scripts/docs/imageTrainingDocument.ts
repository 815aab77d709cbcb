/** docs/image-training.md from what scripts/docs/imageTraining.mjs measured. Pure. */
import type { ImageTraining } from '../../src/state/train/imageTraining';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const whole = (n: number) => n.toLocaleString('en').replaceAll(',', ' ');

function table({ floor, images, points }: ImageTraining): string {
  return [
    row(['steps', 'clear images', 'Fréchet distance']),
    row(['---', '---', '---']),
    ...points.map(({ step, clear, frechet }) => row([whole(step), percent(clear), frechet.toFixed(1)])),
    row([`${whole(images)} real training images`, percent(floor.clear), floor.frechet.toFixed(1)]),
  ].join('\n');
}

const settings = ({ config }: ImageTraining): string =>
  Object.entries(config)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

/** @returns Markdown */
export function imageTrainingDocument(trainings: readonly ImageTraining[]): string {
  return `# What the app's own trainer reaches on images

A visitor who chooses these data and presses Train, without changing anything, gets this. Train says it beside the press, as long as the
settings are these; how long the steps take on a device is measured there.

    node scripts/docs/imageTraining.mjs ${trainings.map(({ name }) => name).join(' ')}

trains again (on WASM, in Node; some 20 minutes of one core) and writes this page. One training each, and one seed of sampling; the distance is that of
the fixed classifier's features from all test images ([pretraining.md](pretraining.md)), an image is clear where that classifier gives one class more than 0.8.
A share of clear images knows nothing of variety: the distance does.
${trainings.map((training) => `\n## ${training.name}\n\n${table(training)}\n\n${settings(training)}.\n`).join('')}`;
}
