/** Where each side thinks it is going: the guesses x̂0 of both from the same noise, as traces or as images, and when they settle. */

import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { SIDES } from '../../../../state/compare/comparison';
import type { Pair } from '../../../../state/compare/pair';
import type { Trajectory } from '../../../../types/trajectory';
import * as words from '../../../../words/compare/study';
import type { FilmData } from '../../../islands/film';
import { createReel } from '../../../time/reel';
import { FamilyCanvas } from '../../../widgets/FamilyCanvas';
import { useThrottled } from '../../../widgets/useThrottled';
import { useCompare } from '../lab';
import type { CompareModel } from '../model/compareModel';
import { Badge } from '../SidePanel';
import { BandChart } from './BandChart';
import { GuessPanel } from './GuessPanel';
import { guessChart } from './guessChart';
import { guessAnswer, guessTraces, studyRefusal } from './reading';

/** A trajectory whose states are the guesses: without noise at every frame. */
const ofGuesses = (trajectory: Trajectory): Trajectory => ({
  ...trajectory,
  states: trajectory.guesses,
  alphas: trajectory.alphas.map(() => 1),
  sigmas: trajectory.sigmas.map(() => 0),
});

function Film({ model, traces, side }: { model: CompareModel; traces: Pair<Trajectory>; side: 'a' | 'b' }) {
  const { config, family, stage } = model[side];
  const data = useMemo(
    () =>
      computed(
        (): FilmData => ({
          reel: createReel(ofGuesses(traces[side]), config.peek()),
          position: model[side].position.value,
          hue: side,
          world: stage.peek().world,
        }),
      ),
    [traces, side, model],
  );
  return (
    <FamilyCanvas
      family={family.value}
      part="film"
      data={data}
      class="film"
      label={words.guessFilm(side.toUpperCase())}
    />
  );
}

export default function GuessStudy({ model }: { model: CompareModel }) {
  const compare = useCompare();
  const study = compare.guessTraces;
  const traces = guessTraces(compare);
  const read = useMemo(() => () => studyRefusal(model, false), [model]);
  const refusal = useThrottled(read, 500);
  const planar = model.a.family.value.planar;
  const world = Math.max(...SIDES.map((side) => model[side].stage.peek().world));
  return (
    <figure class="study">
      <figcaption>
        <h2>{traces ? guessAnswer(traces) : words.guessTitle}</h2>
        <p>{words.guessHint}</p>
      </figcaption>
      {traces && (
        <>
          {planar && (
            <div class="guess-panels">
              {SIDES.map((side) => (
                <div key={side}>
                  <Badge side={side} />
                  <GuessPanel
                    side={side}
                    trajectory={traces[side]}
                    world={world}
                    label={words.guessTraces(side.toUpperCase())}
                  />
                </div>
              ))}
            </div>
          )}
          {SIDES.map((side) => (
            <div class="guess-film" key={side}>
              <Badge side={side} />
              <Film model={model} traces={traces} side={side} />
            </div>
          ))}
          <BandChart {...guessChart(traces)} />
          <p class="hint">{words.guessNote}</p>
        </>
      )}
      <div class="measure">
        {study.busy.value ? (
          <>
            <button type="button" class="quiet" onClick={() => study.cancel()}>
              {words.cancel}
            </button>
            <span role="status">{words.drawing}</span>
          </>
        ) : (
          <button
            type="button"
            disabled={refusal !== null}
            title={refusal ?? words.drawTitle}
            onClick={() => void study.draw()}
          >
            {traces ? words.drawAgain : words.draw}
          </button>
        )}
      </div>
    </figure>
  );
}
