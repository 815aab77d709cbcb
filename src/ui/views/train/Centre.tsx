/** The centre: the headline, the stage with its layers, what one is looking at, and the time. */
import { useMemo } from 'preact/hooks';
import type { RunConfig } from '../../../config/fields';
import { later } from '../../canvas/later';
import type { EquationId, SymbolId } from '../../equations.generated';
import { film } from '../../islands/film';
import { guess } from '../../islands/guess';
import { type LayerId, stage } from '../../islands/stage';
import { type Lab, useLab } from '../../lab';
import { timeAt } from '../../trajectory';
import { SUMMARY_INTERVAL, useThrottled } from '../../useThrottled';
import { Equation, MathSymbol } from '../../widgets/Equation';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { TimeEnds } from '../../widgets/TimeEnds';
import { TimeSlider } from '../../widgets/TimeSlider';
import { ARROW_KINDS, type ArrowKind, type TrainModel } from './model';
import { RaceEntry } from './RaceEntry';
import { count, errorSentence, figure, lede, phrase } from './words';

const LAYERS: readonly { id: LayerId; label: string; key: string }[] = [
  { id: 'data', label: 'Data', key: 'data' },
  { id: 'samples', label: 'Samples', key: 'model' },
  { id: 'paths', label: 'Paths', key: 'line' },
  { id: 'score', label: 'Score', key: 'arrow' },
  { id: 'density', label: 'Density', key: 'density' },
  { id: 'error', label: 'Error', key: 'heat' },
];

const ARROWS: Record<ArrowKind, { label: string; key: string }> = {
  learned: { label: 'Learned arrows', key: 'model' },
  exact: { label: 'Exact arrows', key: 'data' },
};

/** Whose arrows are shown, while arrows are. */
function Arrows({ model }: { model: TrainModel }) {
  const on = model.arrows.value;
  const toggle = (kind: ArrowKind) => {
    const next = new Set(on);
    if (!next.delete(kind)) next.add(kind);
    model.arrows.value = next;
  };
  return (
    <>
      {ARROW_KINDS.map((kind) => (
        <button type="button" key={kind} aria-pressed={on.has(kind)} onClick={() => toggle(kind)}>
          <i class={`key ${ARROWS[kind].key}`} />
          {ARROWS[kind].label}
        </button>
      ))}
      <button
        type="button"
        aria-pressed={model.streams.value}
        title="Lines along the score in the place of arrows"
        onClick={() => {
          model.streams.value = !model.streams.value;
        }}
      >
        Streamlines
      </button>
    </>
  );
}

function Layers({ model }: { model: TrainModel }) {
  const on = model.layers.value;
  const toggle = (id: LayerId) => {
    const next = new Set(on);
    if (!next.delete(id)) next.add(id);
    model.layers.value = next;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's look to a row of toggles
    <div class="layers" role="group" aria-label="Layers">
      {LAYERS.map(({ id, label, key }) => (
        <button type="button" key={id} aria-pressed={on.has(id)} onClick={() => toggle(id)}>
          <i class={`key ${key}`} />
          {label}
        </button>
      ))}
      {on.has('data') && (
        <button
          type="button"
          aria-pressed={model.beside.value}
          title="The data on the left, the samples on the right"
          onClick={() => {
            model.beside.value = !model.beside.value;
          }}
        >
          Side by side
        </button>
      )}
      {on.has('score') && <Arrows model={model} />}
    </div>
  );
}

/** The islands of images; points need them not. */
function useImageIslands({ notices }: Lab) {
  return useMemo(() => {
    const islands = () => import('../../islands/images');
    const fail = () =>
      notices.problem('The images cannot be drawn.', 'Their part of the page could not be loaded: reload.');
    return {
      stage: later(async () => (await islands()).imageStage, fail),
      guess: later(async () => (await islands()).imageGuess, fail),
      film: later(async () => (await islands()).imageStrip, fail),
    };
  }, [notices]);
}

/** The equation of one step of the way back, for the sampler that takes it. */
const STEP_EQUATIONS: Record<RunConfig['sampler'], EquationId> = {
  ddpm: 'ddpm',
  ddim: 'ddim',
  'dpm-solver++': 'dpm-solver++',
  heun: 'ode',
  euler: 'ode',
  'euler-maruyama': 'sde',
  'predictor-corrector': 'sde',
};

const GLOSSES: Partial<Record<SymbolId, (t: string) => string>> = {
  x0hat: () => 'is where the network thinks each sample came from.',
  xt: (t) => `is the samples as they are now, at t = ${t}.`,
  z: () => 'is a little fresh noise. None is added at the last step.',
  score: () => 'points uphill, to likelier places. Blue is learned, orange is exact.',
  eps: () => 'is the noise that the network sees in the samples.',
  epsdraw: () => 'is the noise that was truly added.',
  drift: () => 'is the pull of the forward process towards 0.',
  ode: () => 'is half the pull, and no noise: the same start gives the same end.',
  wiener: () => 'is fresh noise. It makes the paths rough.',
};

function Gloss({
  symbol,
  of,
  resting,
  t,
}: {
  symbol: string | null;
  of: readonly string[];
  resting: SymbolId;
  t: string;
}) {
  const id = (symbol !== null && of.includes(symbol) ? symbol : resting) as SymbolId;
  return (
    <p class="gloss">
      <MathSymbol id={id} /> {GLOSSES[id]?.(t)}
    </p>
  );
}

const STEP_SYMBOLS = ['x0hat', 'xt', 'z', 'eps', 'drift', 'ode', 'wiener', 'score'];

/** What a picture does to the symbol that governs it while the pointer is over it. */
const lights = (model: TrainModel) => (id: SymbolId) => (inside: boolean) => {
  model.symbol.value = inside ? id : null;
};

/** Where on the way the samples are, and how much of them is data. @param props.signal null where the settings give no schedule */
function Now(props: { t: string; position: number; signal: number | null; empty: boolean }) {
  const { t, position, signal, empty } = props;
  if (signal === null) return <p class="now">There is no schedule with these settings.</p>;
  return (
    <>
      <p class="now">
        <span class="t">t = {t}</span>{' '}
        <span>{empty ? 'There are no samples yet.' : phrase(position, signal)}</span>
      </p>
      <div class="bar" aria-hidden="true">
        <i style={{ width: `${100 * signal * signal}%` }} />
      </div>
      <p class="split">
        <span class="c-model">
          signal <b>{signal.toFixed(2)}</b>
        </span>
        <span class="c-noise">
          noise <b>{Math.sqrt(Math.max(0, 1 - signal * signal)).toFixed(2)}</b>
        </span>
      </p>
    </>
  );
}

function Teach({ model, lab }: { model: TrainModel; lab: Lab }) {
  const config = model.shownConfig.value;
  const images = model.ofImages.value;
  const tiles = useImageIslands(lab);
  const read = useMemo(
    () => () => {
      const position = lab.clock.position.value;
      const kept = model.shownSignal.value;
      // The result has no noise left, though t = 0 is one step of it.
      const signal = kept && (position > 0 ? kept[Math.round(position * (kept.length - 1))] : 1);
      return { position, signal };
    },
    [lab, model],
  );
  const { position, signal } = useThrottled(read, 60);
  const time = timeAt(config, position);
  const t = config.process === 'ddpm' ? String(time) : time.toFixed(2);
  const symbol = model.symbol.value;
  const equation = STEP_EQUATIONS[config.sampler];
  const light = lights(model);
  const scoreSymbols = ['score', 'eps'];
  const inScore =
    equation !== 'ode' && equation !== 'sde' && symbol !== null && scoreSymbols.includes(symbol);
  return (
    <aside class="teach" aria-label="What you are looking at">
      <Now t={t} position={position} signal={signal} empty={model.reel.value === null} />
      <h2>One step back</h2>
      <Equation id={equation} symbol={model.symbol} />
      <Gloss
        symbol={inScore ? null : symbol}
        of={STEP_SYMBOLS}
        resting={equation === 'ode' ? 'ode' : equation === 'sde' ? 'wiener' : 'x0hat'}
        t={t}
      />
      <IslandCanvas
        key={images ? 'images' : 'points'}
        mount={images ? tiles.guess : guess}
        data={model.guess}
        class={images ? 'guess tiles' : 'guess'}
        label="The network's guesses of the data"
        onPoint={light('x0hat')}
      />
      {!images && (
        <>
          <h2>The arrows</h2>
          <Equation id="score" symbol={model.symbol} />
          <Gloss symbol={symbol} of={scoreSymbols} resting="score" t={t} />
        </>
      )}
    </aside>
  );
}

export function Centre({ model }: { model: TrainModel }) {
  const lab = useLab();
  const { clock, settings } = lab;
  const config = model.shownConfig.value;
  const headline = useMemo(() => () => lede(model.run.value, settings.config.value), [lab, model, settings]);
  const summarise = useMemo(
    () => () => {
      const reel = model.reel.value;
      if (!reel) return 'No samples yet.';
      const quality = model.quality.value;
      const errors = model.placeErrors.value;
      const kind = model.ofImages.value ? 'images' : 'samples';
      const samples = `${count(reel.trajectory.count)} ${kind}${errors ? `; ${errorSentence(errors)}` : ''}`;
      if (!quality) return `${samples}.`;
      return `${samples}; ${quality.measure} ${figure(quality.value)}, floor ${figure(quality.floor)}.`;
    },
    [model],
  );
  const says = useThrottled(headline);
  const summary = useThrottled(summarise, SUMMARY_INTERVAL);
  const images = model.ofImages.value;
  const tiles = useImageIslands(lab);
  const light = lights(model);
  return (
    <div class="centre">
      <div class="lede">
        <h1 id="samples-now">{says}</h1>
        {!images && <Layers model={model} />}
      </div>
      <div class="stagewrap">
        <IslandCanvas
          key={images ? 'images' : 'points'}
          mount={images ? tiles.stage : stage}
          data={model.stage}
          class="stage"
          label="Samples"
          summary={summary}
          onPoint={!images && model.layers.value.has('score') ? light('score') : undefined}
        />
        <Teach model={model} lab={lab} />
      </div>
      <div class="scrub">
        <IslandCanvas
          key={images ? 'images' : 'points'}
          mount={images ? tiles.film : film}
          data={model.film}
          class="film"
          label="Nine moments of the way back"
        />
        <TimeSlider clock={clock} config={config} signal={model.shownSignal} />
        <TimeEnds clock={clock} config={config} />
      </div>
      {!images && <RaceEntry model={model} />}
    </div>
  );
}
