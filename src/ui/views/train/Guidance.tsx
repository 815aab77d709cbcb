/** Guidance in the plane: samples of the network, of the exact guided field, and of the density for which guidance is often taken. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { GuidanceAnswer } from '../../../../workers/evaluator';
import { classNames } from '../../../config/classNames';
import { messageOf } from '../../../lib/diagnostic';
import type { RunState } from '../../../state/run/run';
import { drawSamples } from '../../../state/sweep';
import * as words from '../../../words/train/guidance';
import { figure } from '../../format';
import { type CloudRowData, cloudRow } from '../../islands/cloudRow';
import { useLab } from '../../shell/lab';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { guidanceFinding } from './guidanceFindings';
import type { TrainModel } from './model/trainModel';

/** Samples of each kind: the exact ones take some seconds on the processor. */
const SAMPLES = 1000;
const SEED = 1;

interface Answer extends GuidanceAnswer {
  readonly learned: Float32Array;
  readonly label: number;
  readonly scale: number;
  readonly step: number;
  readonly clipped: boolean;
}

const EMPTY = { learned: null, exact: null, power: null };

export default function Guidance({ model }: { model: TrainModel }) {
  const lab = useLab();
  const { answer, busy, data } = useMemo(() => {
    const answer = signal<Answer | null>(null);
    const data = computed((): CloudRowData => {
      const { learned, exact, power } = answer.value ?? EMPTY;
      const clouds = [
        { name: words.network, points: learned, ink: 'model' },
        { name: words.exactGuidance, points: exact, ink: 'data' },
        { name: 'p(x)¹⁻ʷ p(x|c)ʷ', points: power, ink: 'ink-2' },
      ] as const;
      return { clouds, world: model.stage.value.world };
    });
    return { answer, busy: signal(false), data };
  }, [model]);
  const run = model.run.value;
  const names = run ? classNames(run.config, run.source) : [];
  const ready = run !== null && ['training', 'paused', 'done'].includes(run.phase) && run.step > 0;
  const chosen = ready && run.config.label >= 0;
  const found = answer.value;

  async function compare({ config, source, runId, step }: RunState) {
    busy.value = true;
    try {
      const request = { runId, count: SAMPLES, seed: SEED, weights: 'ema' } as const;
      const learned = await drawSamples(lab.trainer, request);
      if (!learned) return;
      const measured = await lab.evaluator.guidance({ config, source }, learned.slice(), SEED);
      const { label, guidance: scale, clipDenoised: clipped } = config;
      answer.value = { ...measured, learned, label, scale, step, clipped };
    } catch (error) {
      lab.notices.problem(words.failed, messageOf(error));
    } finally {
      busy.value = false;
    }
  }

  return (
    <figure>
      <figcaption>
        <h2>{found ? guidanceFinding(found, found.scale) : words.title}</h2>
        <p>
          {found
            ? words.compared({
                name: names[found.label] ?? found.label,
                scale: found.scale,
                step: found.step,
                learnedToExact: figure(found.distances.learnedToExact),
                exactToPower: figure(found.distances.exactToPower),
                floor: figure(found.distances.floor),
                floorSpread: figure(found.distances.floorSpread, 2),
                n: SAMPLES,
                clipped: found.clipped,
              })
            : words.hint}
        </p>
      </figcaption>
      {found && <IslandCanvas mount={cloudRow} data={data} class="h120" label={words.clouds} />}
      <button
        type="button"
        disabled={!chosen || busy.value}
        title={chosen ? undefined : words.cannotCompare}
        onClick={() => run && void compare(run)}
      >
        {busy.value ? words.comparing : words.compare}
      </button>
    </figure>
  );
}
