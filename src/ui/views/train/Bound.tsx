/** The variational bound on the negative log-likelihood of the data in nats or bits per dimension, term by term, evaluated on request. */

import { computed } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { RunConfig } from '../../../config/fields';
import { messageOf } from '../../../lib/diagnostic';
import type { RunState } from '../../../state/run/run';
import type { BoundReport, ExactLikelihood } from '../../../types/quality';
import * as words from '../../../words/train/bound';
import * as view from '../../../words/train/view';
import { familyView } from '../../families';
import { type BoundByTimeData, boundByTime } from '../../islands/boundByTime';
import { useLab } from '../../shell/lab';
import { lastTime } from '../../time/axis';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { withDeviation } from '../../withDeviation';
import { boundFinding, nats } from './boundFindings';
import type { TrainModel } from './model/trainModel';

function Terms({
  report,
  exact,
  own,
}: {
  report: BoundReport;
  exact: ExactLikelihood | null;
  own: RunConfig['variance'];
}) {
  const { terms, prior, totals, errors, odeNegativeLogLikelihood: ode, odeError } = report;
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
            <td>{withDeviation(total, errors[variance as RunConfig['variance']])}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{words.ode}</th>
          <td>{ode === null || odeError === null ? words.noOde : withDeviation(ode, odeError)}</td>
        </tr>
        {report.unit === 'nats' && (
          <tr class="floor">
            <th scope="row">{words.exact}</th>
            <td>{exact ? withDeviation(exact.value, exact.error) : words.notKnown}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

interface EvaluatedProps {
  readonly model: TrainModel;
  readonly run: RunState;
  readonly report: BoundReport;
  readonly exact: ExactLikelihood | null;
}

/** The bound over time, its terms, and what they are based on. */
function Evaluated({ model, run, report, exact }: EvaluatedProps) {
  const { clock } = useLab();
  const data = useMemo(
    () =>
      computed((): BoundByTimeData => {
        const shown = model.run.value?.bound?.report;
        return {
          terms: shown ? { times: shown.times.slice(1), values: shown.terms.slice(1) } : null,
          lastTime: lastTime(model.config.value),
          position: clock.position.value,
        };
      }),
    [clock, model],
  );
  return (
    <>
      <IslandCanvas mount={boundByTime} data={data} class="h120" label={words.chart} />
      <Terms report={report} exact={exact} own={run.config.variance} />
      <p>
        {words.basis(report.points, report.unit, report.learned)}
        {exact && ` ${words.exactBasis(exact.points)}`}
      </p>
      {report.odeNegativeLogLikelihood !== null && <p>{words.twoModels}</p>}
    </>
  );
}

/** Evaluates the bound, and ends that when the view is left. @returns `exact`: the floor of the run that was evaluated last */
function useEvaluation() {
  const lab = useLab();
  const [exact, setExact] = useState<ExactLikelihood | null>(null);
  useEffect(
    () => () => {
      const left = lab.store.run('train').peek();
      // a hidden view does not use the GPU
      if (left?.bound && !left.bound.report) lab.trainer.cancelBound(left.runId).catch(() => {});
    },
    [lab],
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
  return { exact, evaluate, cancel: ({ runId }: RunState) => lab.trainer.cancelBound(runId) };
}

export default function Bound({ model }: { model: TrainModel }) {
  const { exact, evaluate, cancel } = useEvaluation();
  const run = model.run.value;
  const bound = run?.bound ?? null;
  const report = bound?.report ?? null;
  const ready = run !== null && ['training', 'paused', 'done'].includes(run.phase) && run.step > 0;
  return (
    <figure>
      <figcaption>
        <h2>{report && run ? boundFinding(report, run.config.variance) : words.title}</h2>
        <p>
          {words.equation(
            report?.times.length ?? 'T',
            report?.unit ?? words.bitsOrNats,
            report && bound ? bound.step : null,
          )}
        </p>
      </figcaption>
      {run && bound && !report ? (
        <p class="work">
          <progress value={bound.done} max={1} aria-label={words.evaluating} />
          <button type="button" class="quiet" onClick={() => void cancel(run)}>
            {words.cancel}
          </button>
        </p>
      ) : (
        <button type="button" disabled={!ready} onClick={() => run && void evaluate(run)}>
          {report ? words.evaluateAgain : words.evaluate}
        </button>
      )}
      {run && report && <Evaluated model={model} run={run} report={report} exact={exact} />}
    </figure>
  );
}
