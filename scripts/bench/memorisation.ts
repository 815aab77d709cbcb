/** After how many steps copying begins: see memorisation.mjs. */
import { parseArgs } from 'node:util';
import { DEFAULT_CONFIG } from '../../src/config/fields';
import { createProcess } from '../../src/diffusion/processes';
import { createModel } from '../../src/model/model';
import { EXAMPLE_COUNTS, onsetExponent, onsetsOf } from '../../src/state/train/copyingStudy';
import { trainToCopying } from '../../src/training/copyingStudy';
import type { CopyingCurve } from '../../src/types/memorisation';
import { useNodeBackend } from '../../tests/tensor/nodeBackends';

export async function measureMemorisation(): Promise<void> {
  const { values } = parseArgs({
    options: {
      examples: { type: 'string', default: EXAMPLE_COUNTS.join() },
      seeds: { type: 'string', default: '3' },
      steps: { type: 'string', default: '10000' },
    },
  });
  await useNodeBackend('wasm');
  const config = DEFAULT_CONFIG;
  const model = createModel(config, { shape: [2], classes: 0 });
  const parts = { config, model, process: createProcess(config) };
  const curves: CopyingCurve[] = [];
  const steps = Number(values.steps);
  console.log(
    '| n | steps to copying, by seed | copies in fresh data | steps of the last measurement, loss on examples, held out |',
  );
  console.log('| --- | --- | --- | --- |');
  for (const examples of values.examples.split(',').map(Number)) {
    const own: CopyingCurve[] = [];
    for (let k = 1; k <= Number(values.seeds); k++) {
      const curve = await trainToCopying(parts, { examples, seed: config.seed + k, steps, signals: [] });
      own.push(curve!);
    }
    curves.push(...own);
    const onsets = own.map(({ onset }) => (onset === null ? `> ${steps}` : Math.round(onset)));
    const floors = own.map(({ points }) => `${(100 * points[0].copies.floor).toFixed(1)} %`);
    const ends = own.map(({ points }) => {
      const { step, losses } = points[points.length - 1];
      return `${step}: ${losses.training.toFixed(3)}, ${losses.heldOut.toFixed(3)}`;
    });
    console.log(`| ${[examples, onsets.join(', '), floors.join(', '), ends.join('; ')].join(' | ')} |`);
    if (own.some(({ onset }) => onset === null)) break;
  }
  console.log(`exponent: ${onsetExponent(onsetsOf(curves))?.toFixed(2) ?? 'not known'}`);
}
