/** The variational bound on the negative log-likelihood of the data in nats or bits per dimension, term by term, evaluated on request. */

import { computed } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { RunConfig } from '../../../config/fields';
import { messageOf } from '../../../lib/diagnostic';
import type { RunState } from '../../../state/run/run';
import type { BoundReport } from '../../../types/quality';
import { familyView } from '../../families';
import { type BoundByTimeData, boundByTime } from '../../islands/boundByTime';
import { useLab } from '../../shell/lab';
import { lastTime } from '../../time/axis';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { boundFinding, nats, TWO_MODELS } from './boundFindings';
import type { TrainModel } from './model/trainModel';

const VARIANCES: Readonly<Record<RunConfig['variance'], string>> = {
  'fixed-small': 'Total, with variance β̃',
  'fixed-large': 'Total, with variance β',
  learned: 'Total, with the learned variance',
};

function Terms({
  report,
  exact,
  own,
}: {
  report: BoundReport;
  exact: number | null;
  own: RunConfig['variance'];
}) {
  const { terms, prior, totals, error, odeNegativeLogLikelihood: ode } = report;
  const middle = terms.slice(1).reduce((sum, value) => sum + value, 0);
  return (
    <table class="bound">
      <caption class="vh">The bound, in {report.unit} per dimension</caption>
      <tbody>
        <tr>
          <th scope="row">Reconstruction, L₀</th>
          <td>{nats(terms[0])}</td>
        </tr>
        <tr>
          <th scope="row">Steps, ΣLₜ</th>
          <td>{nats(middle)}</td>
        </tr>
        <tr>
          <th scope="row">
            Prior, L<sub>T</sub>
          </th>
          <td>{nats(prior)}</td>
        </tr>
        {Object.entries(totals).map(([variance, total]) => (
          <tr key={variance} class={variance === own ? 'own' : undefined}>
            <th scope="row">{VARIANCES[variance as RunConfig['variance']]}</th>
            <td>
              {nats(total)}
              {variance === own && <small> ± {nats(error)}</small>}
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">NLL of the probability-flow ODE</th>
          <td>{ode === null ? 'none: no signal at the end' : nats(ode)}</td>
        </tr>
        {report.unit === 'nats' && (
          <tr class="floor">
            <th scope="row">Exact NLL of the data</th>
            <td>{exact === null ? 'not known' : nats(exact)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

export default function Bound({ model }: { model: TrainModel }) {
  const lab = useLab();
  const run = model.run.value;
  const [exact, setExact] = useState<number | null>(null);
  const data = useMemo(
    () =>
      computed((): BoundByTimeData => {
        const report = model.run.value?.bound?.report;
        const config = model.config.value;
        return {
          terms: report ? { times: report.times.slice(1), values: report.terms.slice(1) } : null,
          lastTime: lastTime(config),
          position: lab.clock.position.value,
        };
      }),
    [lab, model],
  );

  async function evaluate({ runId, config, source }: RunState) {
    try {
      const { planar, boundSamples } = familyView(config.dataset);
      setExact(planar ? await lab.evaluator.exactNegativeLogLikelihood({ config, source }) : null);
      await lab.trainer.evaluateBound({ runId, points: boundSamples, seed: 0 });
    } catch (error) {
      lab.notices.problem(
        'The bound could not be evaluated.',
        `${messageOf(error)} Training is not affected.`,
      );
    }
  }

  useEffect(
    () => () => {
      const left = lab.store.run('train').peek();
      // a hidden view does not use the GPU
      if (left?.bound && !left.bound.report) lab.trainer.cancelBound(left.runId).catch(() => {});
    },
    [lab],
  );

  const bound = run?.bound ?? null;
  const working = bound !== null && bound.report === null;
  const ready = run !== null && ['training', 'paused', 'done'].includes(run.phase) && run.step > 0;
  return (
    <figure>
      <figcaption>
        <h2>
          {bound?.report && run
            ? boundFinding(bound.report, run.config.variance)
            : 'The variational bound, term by term'}
        </h2>
        <p>
          L = L₀ + ΣLₜ + L<sub>T</sub> ≥ −log p of a chain of {bound?.report?.times.length ?? 'T'} steps, in{' '}
          {bound?.report?.unit ?? 'nats or bits'} per dimension
          {bound?.report ? `, at step ${bound.step}` : ''}
        </p>
      </figcaption>
      {working && run ? (
        <p class="work">
          <progress value={bound.done} max={1} aria-label="Evaluating the bound" />
          <button type="button" class="quiet" onClick={() => void lab.trainer.cancelBound(run.runId)}>
            Cancel
          </button>
        </p>
      ) : (
        <button type="button" disabled={!ready} onClick={() => run && void evaluate(run)}>
          {bound?.report ? 'Evaluate the bound again' : 'Evaluate the bound'}
        </button>
      )}
      {bound?.report && run && (
        <>
          <IslandCanvas mount={boundByTime} data={data} class="h120" label="Terms of the bound by time" />
          <Terms report={bound.report} exact={exact} own={run.config.variance} />
          {bound.report.odeNegativeLogLikelihood !== null && <p>{TWO_MODELS}</p>}
        </>
      )}
    </figure>
  );
}
