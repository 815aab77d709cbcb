/** A Gaussian that one moves, its divergences from the posterior, and the bound that it gives. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { boundTerms, EVIDENCE, type Gaussian, kl, POSTERIOR, PRIOR } from '../../../../diffusion/lab1d/bound';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import { Controls, decimal, Finding, Range } from '../controls';
import { densitiesChart, jensenChart } from './charts';
import { TrainedTerms } from './TrainedTerms';
import '../pictures.css';

function createModel() {
  const mean = signal(PRIOR.mean);
  const deviation = signal(PRIOR.deviation);
  const picture = computed(() => {
    const q = { mean: mean.value, deviation: deviation.value };
    return { q, terms: boundTerms(q) };
  });
  return { mean, deviation, picture };
}

/** Three digits, so that the terms add up to the last. */
const nats = (value: number) => decimal(value, 3);

/** The sentences below: both divergences, and the terms that add up to log p(x). */
export function boundSentence(q: Gaussian): string {
  const { reconstruction, toPrior, elbo, gap } = boundTerms(q);
  return `KL(q ‖ p) = ${nats(gap)} nats, KL(p ‖ q) = ${nats(kl(POSTERIOR, q))}. E[log p(x|z)] − KL(q ‖ p(z)) = ${nats(reconstruction)} − ${nats(toPrior)} = ${nats(elbo)}, the ELBO; with the gap of ${nats(gap)} it is log p(x) = ${nats(EVIDENCE)}.`;
}

export default function Bound() {
  const model = useMemo(createModel, []);
  const { mean, deviation, picture } = model;
  const sentence = boundSentence(picture.value.q);
  return (
    <>
      <Controls>
        <Range label="Mean of q" value={mean} min={-2} max={2} step={0.01} say={(v) => decimal(v)} />
        <Range
          label="Deviation of q"
          value={deviation}
          min={0.3}
          max={1.5}
          step={0.01}
          say={(v) => decimal(v)}
        />
        <button
          type="button"
          onClick={() => {
            mean.value = POSTERIOR.mean;
            deviation.value = POSTERIOR.deviation;
          }}
        >
          Set q to the posterior
        </button>
      </Controls>
      <div class="pair">
        <IslandCanvas mount={densitiesChart} data={picture} label="Posterior and bound" summary={sentence} />
        <IslandCanvas mount={jensenChart} data={picture} label="Jensen’s inequality" summary={sentence} />
      </div>
      <Finding>{sentence}</Finding>
      <TrainedTerms />
    </>
  );
}
