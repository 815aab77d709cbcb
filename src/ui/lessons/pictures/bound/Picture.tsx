/** A Gaussian that one moves, its divergences from the posterior, and the bound that it gives. */
import { computed, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import {
  boundTerms,
  EVIDENCE,
  type Gaussian,
  kl,
  klOfMixtures,
  POSTERIOR,
  PRIOR,
} from '../../../../diffusion/lab1d/bound';
import * as words from '../../../../words/lessons/pictures/bound';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import { Controls, decimal, Finding, Range } from '../controls';
import { densitiesChart, jensenChart } from './charts';
import { convexChart } from './convexChart';
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
  return words.terms({
    gap: nats(gap),
    reverse: nats(kl(POSTERIOR, q)),
    reconstruction: nats(reconstruction),
    toPrior: nats(toPrior),
    elbo: nats(elbo),
    evidence: nats(EVIDENCE),
  });
}

/** That the divergence is convex, at the mixture half-way between q and the posterior. */
export function convexSentence(q: Gaussian): string {
  const [half] = klOfMixtures(q, POSTERIOR, [0.5]);
  return words.convex({ half: nats(half), chord: nats(kl(q, POSTERIOR) / 2) });
}

export default function Bound() {
  const model = useMemo(createModel, []);
  const { mean, deviation, picture } = model;
  const sentence = boundSentence(picture.value.q);
  const convex = convexSentence(picture.value.q);
  return (
    <>
      <Controls>
        <Range label={words.mean} value={mean} min={-2} max={2} step={0.01} say={(v) => decimal(v)} />
        <Range
          label={words.deviation}
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
          {words.setToPosterior}
        </button>
      </Controls>
      <div class="pair">
        <IslandCanvas mount={densitiesChart} data={picture} label={words.boundPicture} summary={sentence} />
        <IslandCanvas mount={jensenChart} data={picture} label={words.jensenPicture} summary={sentence} />
      </div>
      <Finding>{sentence}</Finding>
      <IslandCanvas
        mount={convexChart}
        data={picture}
        label={words.convexPicture}
        summary={convex}
        class="small"
      />
      <Finding>{convex}</Finding>
      <TrainedTerms />
    </>
  );
}
