/** The evidence: the density at one time, why noising can be reversed, where probability flows, and all processes on one axis. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { grid } from '../../../diffusion/lab1d/density';
import * as words from '../../../words/process';
import { pointOn } from '../../canvas/island';
import { formulaNumber, joined } from '../../format';
import { PROCESS_EQUATIONS } from '../../processEquations.generated';
import { Equation, MarkupEquation } from '../../widgets/Equation';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { useThrottled } from '../../widgets/useThrottled';
import { currentMap } from './currentMap';
import { currentTitle, fokkerPlanckFinding, processesTitle, sliceTitle } from './findings';
import { Gloss } from './Gloss';
import { countPeaks, densityAt, REACH } from './model/example1d';
import type { ProcessModel } from './model/processModel';
import { halfTimes, processesChart, processesOf } from './processesChart';
import { slice, sliceSymbol } from './slice';

const TITLE_INTERVAL = 120;
const PLACES = grid(-REACH, REACH, 181);

function Slice({ model }: { model: ProcessModel }) {
  const data = useMemo(
    () =>
      computed(() => ({ now: model.now.value, density: model.density.value, symbol: model.symbol.value })),
    [model],
  );
  const read = useMemo(
    () => () => {
      const { process, time } = model.now.value;
      const values = densityAt(process, time, PLACES);
      const peaks = {
        now: countPeaks(values),
        data: countPeaks(densityAt(process, process.timeMin, PLACES)),
      };
      return { title: sliceTitle(process, time, peaks), most: Math.max(...values) };
    },
    [model],
  );
  const { title, most } = useThrottled(read, TITLE_INTERVAL);
  return (
    <figure
      onPointerMove={(event) => {
        if (!(event.target instanceof HTMLCanvasElement)) return;
        const { y, h } = pointOn(event.target, event);
        model.symbol.value = sliceSymbol(y, h);
      }}
      onPointerLeave={() => {
        model.symbol.value = null;
      }}
    >
      <figcaption>
        <h2>{title}</h2>
        <p>{words.scoreArrows}</p>
      </figcaption>
      <IslandCanvas
        mount={slice}
        data={data}
        class="slice in-figure"
        label={words.densityAndScore}
        summary={words.sliceSummary(title, formulaNumber(most, 2))}
      />
    </figure>
  );
}

function Reversal({ model }: { model: ProcessModel }) {
  const { discrete, odeFrame } = model.facts.value.process;
  const straight = odeFrame === 'straight';
  return (
    <figure class="prose">
      <h2>{words.twoReversals}</h2>
      {discrete && (
        <>
          <p>{words.chainStep}</p>
          <MarkupEquation markup={PROCESS_EQUATIONS.chain} symbol={model.symbol} small />
        </>
      )}
      <p>{discrete ? words.manySteps : words.forwardSde}</p>
      <MarkupEquation markup={PROCESS_EQUATIONS.forwardSde} symbol={model.symbol} small />
      <p>{words.reverseSde}</p>
      <MarkupEquation markup={PROCESS_EQUATIONS.reverseSde} symbol={model.symbol} small />
      <p>{words.flowOde}</p>
      <Equation id="ode" symbol={model.symbol} small />
      {straight && (
        <>
          <p>{words.flowLearnsOde}</p>
          <Equation id="flowOde" symbol={model.symbol} small />
        </>
      )}
      <Gloss
        model={model}
        of={['shrink', 'step', 'drift', 'kick', 'pull', 'score', 'wiener', 'ode', 'udraw']}
        fallback={straight ? 'udraw' : 'ode'}
      />
    </figure>
  );
}

function Current({ model }: { model: ProcessModel }) {
  const data = useMemo(
    () =>
      computed(() => ({
        facts: model.facts.value,
        current: model.current.value,
        position: model.position.value,
      })),
    [model],
  );
  const current = model.current.value;
  const error = model.fokkerPlanckError.value;
  const open = model.wantsCurrent.value;
  const title =
    open && current ? currentTitle(model.facts.value.process, current) : words.whereProbabilityFlows;
  return (
    <figure>
      <details
        class="on-demand"
        open={open}
        onToggle={(event) => {
          model.wantsCurrent.value = event.currentTarget.open;
        }}
      >
        <summary>
          <h2>{title}</h2>
        </summary>
        {open && (
          <>
            <MarkupEquation markup={PROCESS_EQUATIONS.current} symbol={model.symbol} small />
            <IslandCanvas
              mount={currentMap}
              data={data}
              class="h170"
              label={words.currentOverTime}
              summary={words.currentSummary(title)}
            />
            {error !== null && <p>{fokkerPlanckFinding(error)}</p>}
            <Gloss model={model} of={['current', 'density', 'drift', 'ode']} fallback="current" />
          </>
        )}
      </details>
    </figure>
  );
}

function Processes({ model }: { model: ProcessModel }) {
  const members = useMemo(() => computed(() => processesOf(model.facts.value.config)), [model]);
  const data = useMemo(
    () =>
      computed(() => ({
        members: members.value,
        chosen: model.facts.value.config.process,
        position: model.position.value,
      })),
    [members, model],
  );
  const names = joined(members.value.map(({ name }) => name));
  const title = processesTitle(halfTimes(members.value));
  return (
    <figure>
      <figcaption>
        <h2>{title}</h2>
        <p>{words.onlyAScale(names)}</p>
      </figcaption>
      <IslandCanvas
        mount={processesChart}
        data={data}
        class="h170"
        label={words.oneAxis(names)}
        summary={words.processesSummary(title)}
      />
    </figure>
  );
}

export function Evidence({ model }: { model: ProcessModel }) {
  return (
    <div class="evidence">
      <Slice model={model} />
      <Reversal model={model} />
      <Current model={model} />
      <Processes model={model} />
    </div>
  );
}
