/** The centre: the headline, the samples, the chosen one beside its guess and its neighbour, and the way back. */
import { useMemo } from 'preact/hooks';
import type { RunConfig } from '../../../config/fields';
import type { EquationId, SymbolId } from '../../equations.generated';
import { film } from '../../islands/film';
import { guess } from '../../islands/guess';
import { stage } from '../../islands/stage';
import { useLab } from '../../lab';
import { labelOf } from '../../labels';
import { timeAt } from '../../trajectory';
import { SUMMARY_INTERVAL, useThrottled } from '../../useThrottled';
import { Equation, MathSymbol } from '../../widgets/Equation';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { TimeEnds } from '../../widgets/TimeEnds';
import { TimeSlider } from '../../widgets/TimeSlider';
import { count, figure, phrase } from '../train/words';
import { Choice } from './Choice';
import type { SampleModel, Show } from './model';
import { grid, imageFilm, trio } from './pictures';
import { headline, kindOf, nearestWords } from './words';

const EQUATIONS: Record<RunConfig['sampler'], readonly [EquationId, SymbolId]> = {
  ddpm: ['ddpm', 'x0hat'],
  ddim: ['ddim', 'x0hat'],
  'dpm-solver++': ['dpm-solver++', 'x0hat'],
  heun: ['ode', 'ode'],
  euler: ['ode', 'ode'],
  'euler-maruyama': ['sde', 'wiener'],
  'predictor-corrector': ['sde', 'wiener'],
};

const GLOSSES: Partial<Record<SymbolId, string>> = {
  x0hat: 'is where the network thinks each sample came from.',
  xt: 'is the samples as they are now.',
  z: 'is a little fresh noise. None is added at the last step.',
  eps: 'is the noise that the network sees in the samples.',
  score: 'points to likelier places.',
  drift: 'is the pull of the forward process towards 0.',
  ode: 'is half the pull, and no noise: the same start gives the same end.',
  wiener: 'is fresh noise: the same start gives other ends.',
};

const SHOWS: readonly { id: Show; label: preact.ComponentChildren }[] = [
  {
    id: 'now',
    label: (
      <span>
        x<sub>t</sub>, now
      </span>
    ),
  },
  { id: 'guess', label: <span>The guess</span> },
];

function Shows({ model }: { model: SampleModel }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's look to a row of toggles
    <div class="layers" role="group" aria-label="Show">
      {SHOWS.map(({ id, label }) => (
        <button
          type="button"
          key={id}
          aria-pressed={model.show.value === id}
          onClick={() => {
            model.show.value = id;
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function Chosen({ model }: { model: SampleModel }) {
  const found = model.evidence.nearest.value;
  const all = model.evidence.all;
  return (
    <>
      <h2>The chosen one</h2>
      <IslandCanvas
        mount={trio}
        data={model.trio}
        class="trio"
        label="The chosen sample now, the guess of it, and the nearest training image"
      />
      <p class="gloss">
        {found ? nearestWords(found) : 'Its nearest training image is searched when it is done.'}
        {found && !all.value && model.session.model.value?.config.fullData && (
          <>
            {' '}
            <button
              type="button"
              class="link"
              onClick={() => {
                all.value = true;
              }}
            >
              Search all that ship
            </button>
          </>
        )}
      </p>
    </>
  );
}

function Teach({ model }: { model: SampleModel }) {
  const { clock } = useLab();
  const config = model.config.value;
  const read = useMemo(
    () => () => {
      const position = clock.position.value;
      const kept = model.signal.value;
      return { position, left: kept && (position > 0 ? kept[Math.round(position * (kept.length - 1))] : 1) };
    },
    [clock, model],
  );
  const { position, left } = useThrottled(read, 60);
  const underWay = model.underWay.value;
  const time = timeAt(config, position);
  const [equation, resting] = EQUATIONS[config.sampler];
  const lit = model.symbol.value as SymbolId | null;
  const glossed = lit && GLOSSES[lit] ? lit : resting;
  return (
    <aside class="teach" aria-label="What you are looking at">
      {underWay && (
        <p class="now">
          <span>Not done yet. These are the network’s guesses of where each sample ends.</span>
        </p>
      )}
      {!underWay && left !== null && (
        <>
          <p class="now">
            <span class="t">t = {config.process === 'ddpm' ? time : time.toFixed(2)}</span>{' '}
            <span>{phrase(position, left)}</span>
          </p>
          <div class="bar" aria-hidden="true">
            <i style={{ width: `${100 * left * left}%` }} />
          </div>
          <p class="split">
            <span class="c-model">
              signal <b>{left.toFixed(2)}</b>
            </span>
            <span class="c-noise">
              noise <b>{Math.sqrt(Math.max(0, 1 - left * left)).toFixed(2)}</b>
            </span>
          </p>
        </>
      )}
      {model.images.value ? (
        <Chosen model={model} />
      ) : (
        <IslandCanvas
          mount={guess}
          data={model.guess}
          class="guess"
          label="The network's guesses of the data"
        />
      )}
      <h2>{labelOf('sampler', config.sampler)}, one step</h2>
      <Equation id={equation} symbol={model.symbol} />
      <p class="gloss">
        <MathSymbol id={glossed} /> {GLOSSES[glossed]}
      </p>
    </aside>
  );
}

function Stage({ model }: { model: SampleModel }) {
  const summarise = useMemo(
    () => () => {
      const drawn = model.session.drawn.value;
      if (!drawn) return 'No samples yet.';
      const n = drawn.trajectory.count;
      const quality = model.evidence.quality.value;
      const samples = `${count(n)} ${kindOf(drawn.config, n)}`;
      return quality
        ? `${samples}; quality ${figure(quality.value)}, floor ${figure(quality.floor)}.`
        : `${samples}.`;
    },
    [model],
  );
  const summary = useThrottled(summarise, SUMMARY_INTERVAL);
  if (!model.images.value)
    return (
      <IslandCanvas
        key="points"
        mount={stage}
        data={model.stage}
        class="stage"
        label="Samples"
        summary={summary}
      />
    );
  return (
    <div class="gridwrap" data-drawn={model.reel.value !== null}>
      <IslandCanvas
        key="images"
        mount={grid}
        data={model.grid}
        class="stage grid"
        label="Samples"
        summary={summary}
      />
      {model.reel.value && <Choice model={model} />}
    </div>
  );
}

export function Centre({ model }: { model: SampleModel }) {
  const { clock } = useLab();
  const config = model.config.value;
  const drawn = model.session.drawn.value;
  const underWay = model.underWay.value;
  const shown = underWay ? model.shownCount.value : drawn?.trajectory.count;
  return (
    <div class="centre">
      <div class="lede">
        <h1>
          {shown === undefined ? 'Noise becomes samples, step by step.' : headline(config, shown, underWay)}
        </h1>
        <Shows model={model} />
      </div>
      <div class="stagewrap">
        <Stage model={model} />
        <Teach model={model} />
      </div>
      <div class="scrub">
        {model.images.value ? (
          <IslandCanvas
            key="images"
            mount={imageFilm}
            data={model.imageFilm}
            class="film two"
            label="The chosen sample and the guess of it at nine times"
          />
        ) : (
          <IslandCanvas
            key="points"
            mount={film}
            data={model.film}
            class="film"
            label="Nine moments of the way back"
          />
        )}
        <TimeSlider clock={clock} config={config} signal={model.signal} />
        <TimeEnds clock={clock} config={config} />
      </div>
    </div>
  );
}
