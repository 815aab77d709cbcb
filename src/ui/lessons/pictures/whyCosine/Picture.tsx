/** Linear against cosine: where the steps are, and what they are worth. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import {
  CHAINS,
  type ChainId,
  ddimError,
  shareOfSteps,
  signalAt,
} from '../../../../diffusion/lab1d/whyCosine';
import { figure } from '../../../format';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import measured from '../../measured/pair.json';
import { Choices, Controls, Finding, Range } from '../controls';
import { seedsText } from '../seedsChart';
import { errorsChart, SETTLED, spendingChart } from './charts';
import { Strips } from './Strips';
import '../pictures.css';

const COUNTS = [10, 20, 50, 200] as const;
type Count = (typeof COUNTS)[number];

const percent = (share: number) => `${Math.round(100 * share)} %`;

function createModel() {
  const steps = signal<Count>(20);
  const skipped = signal(0);
  const errorsOf = (id: ChainId) => COUNTS.map((count) => ddimError(id, count, skipped.value));
  const errors = computed(() => ({ linear: errorsOf('linear'), cosine: errorsOf('cosine') }));
  return {
    steps,
    skipped,
    errors,
    spending: computed(() => ({ skipped: skipped.value })),
    picture: computed(() => ({ counts: COUNTS, errors: errors.value, steps: steps.value })),
  };
}

/** Where the steps are: computed from the two chains. */
export function spendingSentence(): string {
  const settled = (id: ChainId) => percent(shareOfSteps(CHAINS[id], Number.NEGATIVE_INFINITY, SETTLED));
  const half = (id: ChainId) => percent(signalAt(CHAINS[id], 0.5));
  return `Below log SNR −4 linear spends ${settled('linear')} of its steps, cosine ${settled('cosine')}; half-way ${half('linear')} and ${half('cosine')} of the variance are signal.`;
}

/** Which of the two is nearer to the data, and by how much. */
export function errorSentence(steps: number, skipped: number, linear: number, cosine: number): string {
  const start = skipped > 0 ? `Without the first ${percent(skipped)} of the way back, ${steps}` : `${steps}`;
  const ratio = linear / cosine;
  const verdict =
    Math.abs(Math.log(ratio)) < 0.05
      ? 'about as far'
      : `${figure(ratio > 1 ? ratio : 1 / ratio, 2)} times ${ratio > 1 ? 'as far' : 'nearer'}`;
  return `${start} steps end ${figure(linear, 3)} from the data with linear and ${figure(cosine, 3)} with cosine (Wasserstein-1, exact denoiser): linear is ${verdict}.`;
}

/** The shipped pair of networks at a number of steps. */
export function pairSentence(steps: Count): string {
  const [linear, cosine] = (['linear', 'cosine'] as const).map((id) => measured.figures[id][`${steps}`]);
  const { mean, spread } = measured.floor;
  return `The shipped pair of networks (swiss roll, DDIM, energy distance, 3 seeds of noise): linear ${seedsText(linear)}, cosine ${seedsText(cosine)}; real data: ${figure(mean, 2)} ± ${figure(spread, 1)}.`;
}

export default function WhyCosine() {
  const model = useMemo(createModel, []);
  const at = COUNTS.indexOf(model.steps.value);
  const { linear, cosine } = model.errors.value;
  const spending = spendingSentence();
  const error = errorSentence(model.steps.value, model.skipped.value, linear[at], cosine[at]);
  return (
    <>
      <Controls>
        <Choices
          label="Steps back"
          options={COUNTS.map((value) => ({ value, label: String(value) }))}
          isOn={(value) => value === model.steps.value}
          choose={(value) => {
            model.steps.value = value;
          }}
        />
        <Range
          label="Left out at the start"
          value={model.skipped}
          min={0}
          max={0.5}
          step={0.1}
          say={percent}
        />
      </Controls>
      <div class="pair">
        <IslandCanvas
          mount={spendingChart}
          data={model.spending}
          label="Where the steps are"
          summary={spending}
        />
        <IslandCanvas mount={errorsChart} data={model.picture} label="Error by steps" summary={error} />
      </div>
      <Finding>
        {spending} {error} {pairSentence(model.steps.value)}
      </Finding>
      <Strips />
    </>
  );
}
