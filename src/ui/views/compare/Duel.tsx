/** The duel: two stages under one clock, their films, the one slider, and what can be done with both. */
import { useMemo, useState } from 'preact/hooks';
import { download } from '../../download';
import { film } from '../../islands/film';
import { imageStrip } from '../../islands/images';
import { lossMap } from '../../islands/lossMap';
import type { LayerId } from '../../islands/stage';
import { Later } from '../../Later';
import { useLab } from '../../lab';
import { lastTime } from '../../trajectory';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { TimeEnds } from '../../widgets/TimeEnds';
import { TimeSlider } from '../../widgets/TimeSlider';
import { useCompare } from './lab';
import type { CompareModel, SideModel } from './model';
import { Badge, Region } from './Region';
import { Settings } from './Settings';

function Films({ model, forward }: { model: SideModel; forward: boolean }) {
  const name = model.side.toUpperCase();
  const images = model.ofImages.value;
  const mount = images ? imageStrip : film;
  return (
    <>
      <Badge side={model.side} />
      <div class="reels">
        {forward && (
          <IslandCanvas
            key={images ? 'forward images' : 'forward points'}
            mount={mount}
            data={model.forward}
            class="film"
            label={`${name}: the data at nine moments of the way into noise`}
          />
        )}
        <IslandCanvas
          key={images ? 'images' : 'points'}
          mount={mount}
          data={model.film}
          class="film"
          label={`${name}: nine moments of the way back`}
        />
      </div>
    </>
  );
}

function Toggle({ on, label, onToggle }: { on: boolean; label: string; onToggle: () => void }) {
  return (
    <button type="button" aria-pressed={on} onClick={onToggle}>
      {label}
    </button>
  );
}

const LAYERS: readonly { id: LayerId; label: string }[] = [
  { id: 'data', label: 'Data' },
  { id: 'paths', label: 'Paths' },
  { id: 'density', label: 'Density' },
];

const bring = () => import('./Bring');

function Tools({ model }: { model: CompareModel }) {
  const lab = useLab();
  const compare = useCompare();
  const [bringing, setBringing] = useState(false);
  const on = model.layers.value;
  const toggle = (id: LayerId) => {
    const next = new Set(on);
    if (!next.delete(id)) next.add(id);
    model.layers.value = next;
  };
  const trained = model.a.reel.value !== null || model.b.reel.value !== null;
  const images = model.a.ofImages.value && model.b.ofImages.value;
  return (
    <div class="tools">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's look to a row of toggles */}
      <div class="layers" role="group" aria-label="Layers">
        {!images &&
          LAYERS.map(({ id, label }) => (
            <Toggle key={id} on={on.has(id)} label={label} onToggle={() => toggle(id)} />
          ))}
        <Toggle
          on={model.showsForward.value}
          label="Forward strips"
          onToggle={() => {
            model.showsForward.value = !model.showsForward.value;
          }}
        />
      </div>
      <div class="acts">
        <button
          type="button"
          class="quiet"
          title="A becomes B and B becomes A, runs and results too"
          onClick={() => compare.swap()}
        >
          Swap A and B
        </button>
        <button
          type="button"
          class="quiet"
          title="B gets A's settings, and its model if one was brought; the run of B stays until the next"
          onClick={() => {
            compare.copyToB();
            void compare.commands.applySampling();
          }}
        >
          Copy A to B
        </button>
        <button
          type="button"
          class="quiet"
          aria-haspopup="dialog"
          title="A trained model stands as A or B"
          onClick={() => setBringing(true)}
        >
          Add a pretrained model
        </button>
        {bringing && <Later load={bring} given={{ onClose: () => setBringing(false) }} />}
        <button
          type="button"
          class="quiet"
          aria-disabled={!trained}
          title={trained ? 'Losses and qualities of both, as CSV' : 'Train first: there are no losses yet'}
          onClick={async () => (await import('./metricsFile')).downloadMetrics(lab, download)}
        >
          Download metrics
        </button>
      </div>
    </div>
  );
}

function Scrub({ model }: { model: CompareModel }) {
  const { clock } = useLab();
  const { a, b } = model;
  const axis = model.axis.value;
  const second = useMemo(
    () => ({
      signal: b.signal,
      hue: 'b' as const,
      say: () =>
        [a, b]
          .map((side) => {
            const { t, signal } = side.moment();
            const left = signal === null ? '' : `, ${Math.round(100 * signal)}% signal`;
            return `${side.side.toUpperCase()}: t = ${t} of ${lastTime(side.shown.value)}${left}`;
          })
          .join('; '),
    }),
    [a, b],
  );
  return (
    <div class="scrub">
      <div class="films">
        <Films model={a} forward={model.showsForward.value} />
        <Films model={b} forward={model.showsForward.value} />
      </div>
      <div class="inset">
        <TimeSlider clock={clock} config={axis} signal={a.signal} hue="a" second={second} />
        <TimeEnds clock={clock} config={axis} />
      </div>
      <Tools model={model} />
    </div>
  );
}

/** The loss at each noise level, each under its own stage. */
function LossMaps({ model }: { model: CompareModel }) {
  return (
    <figure class="maps">
      <figcaption>
        <h2>Loss at each noise level</h2>
        <p>Mean squared error of ε at each time, as training goes on</p>
      </figcaption>
      {[model.a, model.b].map((side) => (
        <div key={side.side}>
          <Badge side={side.side} />
          <IslandCanvas
            mount={lossMap}
            data={side.lossMap}
            class="h170"
            label={`Loss by timestep of ${side.side.toUpperCase()}`}
          />
        </div>
      ))}
    </figure>
  );
}

export function Duel({ model }: { model: CompareModel }) {
  return (
    <div class={model.showsForward.value ? 'duel four' : 'duel'}>
      <Region model={model.a} />
      <Region model={model.b} />
      <Scrub model={model} />
      <LossMaps model={model} />
      <Settings />
    </div>
  );
}
