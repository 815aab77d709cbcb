/** The evidence: one time of the density, why it can be undone, where probability flows, and the three processes on one axis. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { grid } from '../../../diffusion/lab1d/density';
import { useThrottled } from '../../useThrottled';
import { Equation } from '../../widgets/Equation';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { currentMap } from './currentMap';
import { family, familyOf, halfTimes } from './family';
import { Gloss } from './Gloss';
import type { ProcessModel } from './model';
import { countPeaks, densityAt, REACH } from './picture';
import { slice, sliceSymbol } from './slice';
import { currentTitle, familyTitle, number, sliceTitle } from './words';

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
        if (event.target instanceof HTMLCanvasElement)
          model.symbol.value = sliceSymbol(event.offsetY, event.target.clientHeight);
      }}
      onPointerLeave={() => {
        model.symbol.value = null;
      }}
    >
      <figcaption>
        <h2>{title}</h2>
        <p>Arrows: the score ∇ log pₜ, which points uphill</p>
      </figcaption>
      <IslandCanvas
        mount={slice}
        data={data}
        class="slice"
        label="Density and score at one time"
        summary={`${title}. The density is at most ${number(most, 2)}; arrows point towards its peaks.`}
      />
    </figure>
  );
}

function Ways({ model }: { model: ProcessModel }) {
  const { discrete } = model.shown.value.process;
  return (
    <figure class="prose">
      <h2>Two ways back, one density</h2>
      {discrete && (
        <>
          <p>One step of the chain:</p>
          <Equation id="chain" symbol={model.symbol} small />
        </>
      )}
      <p>{discrete ? 'Many small ones, as an SDE:' : 'Forward, into noise:'}</p>
      <Equation id="forwardSde" symbol={model.symbol} small />
      <p>Reverse SDE: uphill at full strength, with fresh noise.</p>
      <Equation id="reverseSde" symbol={model.symbol} small />
      <p>
        Probability-flow ODE: uphill at half strength, with none. Paths differ; at every t the crowd is the
        same.
      </p>
      <Equation id="ode" symbol={model.symbol} small />
      <Gloss
        model={model}
        of={['shrink', 'step', 'drift', 'kick', 'pull', 'score', 'wiener', 'ode']}
        resting="ode"
      />
    </figure>
  );
}

function Current({ model }: { model: ProcessModel }) {
  const data = useMemo(
    () =>
      computed(() => ({
        shown: model.shown.value,
        current: model.current.value,
        position: model.position.value,
      })),
    [model],
  );
  const current = model.current.value;
  const wanted = model.wantsCurrent.value;
  const title =
    wanted && current ? currentTitle(model.shown.value.process, current) : 'Where probability flows';
  return (
    <figure>
      <details
        class="on-demand"
        open={wanted}
        onToggle={(event) => {
          model.wantsCurrent.value = event.currentTarget.open;
        }}
      >
        <summary>
          <h2>{title}</h2>
        </summary>
        {wanted && (
          <>
            <Equation id="current" symbol={model.symbol} small />
            <IslandCanvas
              mount={currentMap}
              data={data}
              class="h170"
              label="Probability current over time"
              summary={`${title}. Violet flows up, green flows down.`}
            />
            <Gloss model={model} of={['current', 'density', 'drift', 'ode']} resting="current" />
          </>
        )}
      </details>
    </figure>
  );
}

function Family({ model }: { model: ProcessModel }) {
  const members = useMemo(() => computed(() => familyOf(model.shown.value.config)), [model]);
  const data = useMemo(
    () =>
      computed(() => ({
        members: members.value,
        chosen: model.shown.value.process.id,
        position: model.position.value,
      })),
    [members, model],
  );
  const title = familyTitle(halfTimes(members.value));
  return (
    <figure>
      <figcaption>
        <h2>{title}</h2>
        <p>DDPM, VP and VE on one axis. At equal log SNR they are one picture, but for its scale.</p>
      </figcaption>
      <IslandCanvas
        mount={family}
        data={data}
        class="h170"
        label="DDPM, VP and VE on one axis"
        summary={`Log SNR of three processes over their own time. ${title}.`}
      />
    </figure>
  );
}

export function Evidence({ model }: { model: ProcessModel }) {
  return (
    <div class="evidence">
      <Slice model={model} />
      <Ways model={model} />
      <Current model={model} />
      <Family model={model} />
    </div>
  );
}
