/** The variational bound on the negative log-likelihood of the data in nats or bits per dimension, term by term, evaluated on request. */

import { computed } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { RunConfig } from '../../../config/fields';
import { messageOf } from '../../../lib/diagnostic';
import type { RunState } from '../../../state/run/run';
import type { BoundReport } from '../../../types/quality';
import * as words from '../../../words/train/bound';
import * as view from '../../../words/train/view';
import { familyView } from '../../families';
import { type BoundByTimeData, boundByTime } from '../../islands/boundByTime';
import { useLab } from '../../shell/lab';
import { lastTime } from '../../time/axis';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { boundFinding, nats } from './boundFindings';
import type { TrainModel } from './model/trainModel';

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
      <caption class="vh">{words.caption(report.unit)}</caption>
      <tbody>
        <tr>
          <th scope="row">{words.reconstruction}</th>
          <td>{nats(terms[0])}</td>
        </tr>
        <tr>
          <th scope="row">{words.steps}</th>
          <td>{nats(middle)}</td>
        </tr>
        <tr>
          <th scope="row">{words.prior}</th>
          <td>{nats(prior)}</td>
        </tr>
        {Object.entries(totals).map(([variance, total]) => (
          <tr key={variance} class={variance === own ? 'own' : undefined}>
            <th scope="row">{words.total[variance as RunConfig['variance']]}</th>
            <td>
              {nats(total)}
              {variance === own && <small> ± {nats(error)}</small>}
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">{words.ode}</th>
          <td>{ode === null ? words.noOde : nats(ode)}</td>
        </tr>
        {report.unit === 'nats' && (
          <tr class="floor">
            <th scope="row">{words.exact}</th>
            <td>{exact === null ? words.notKnown : nats(exact)}</td>
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
      lab.notices.problem(words.failed, `${messageOf(error)} ${view.trainingNotAffected}`);
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
        <h2>{bound?.report && run ? boundFinding(bound.report, run.config.variance) : words.title}</h2>
        <p>
          {words.equation(
            bound?.report?.times.length ?? 'T',
            bound?.report?.unit ?? words.bitsOrNats,
            bound?.report ? bound.step : null,
          )}
        </p>
      </figcaption>
      {working && run ? (
        <p class="work">
          <progress value={bound.done} max={1} aria-label={words.evaluating} />
          <button type="button" class="quiet" onClick={() => void lab.trainer.cancelBound(run.runId)}>
            {words.cancel}
          </button>
        </p>
      ) : (
        <button type="button" disabled={!ready} onClick={() => run && void evaluate(run)}>
          {bound?.report ? words.evaluateAgain : words.evaluate}
        </button>
      )}
      {bound?.report && run && (
        <>
          <IslandCanvas mount={boundByTime} data={data} class="h120" label={words.chart} />
          <Terms report={bound.report} exact={exact} own={run.config.variance} />
          <p>{words.basis(bound.report.points, bound.report.unit, bound.report.learned)}</p>
          {bound.report.odeNegativeLogLikelihood !== null && <p>{words.twoModels}</p>}
        </>
      )}
    </figure>
  );
}
