/** The explanation beside the stage: the time, one step of the sampler, the network's predictions and the score. */
import { useMemo } from 'preact/hooks';
import * as words from '../../../words/train/view';
import type { SymbolId } from '../../equations.generated';
import { useLab } from '../../shell/lab';
import { signalAt, timeTextAt } from '../../time/axis';
import { FamilyCanvas } from '../../widgets/FamilyCanvas';
import { GlossedEquation, type Glosses, StepEquation } from '../../widgets/GlossedEquation';
import { MathSymbol } from '../../widgets/MathSymbol';
import { TimeStatus } from '../../widgets/TimeStatus';
import { useThrottled } from '../../widgets/useThrottled';
import type { TrainModel } from './model/trainModel';

const ARROW_GLOSSES: Glosses = { score: words.scoreGlossWithArrows };
const NO_ARROW_GLOSSES: Glosses = { score: words.scoreGloss };

/** Highlights a symbol while the pointer is over the picture that it governs. */
export const highlight = (model: TrainModel, id: SymbolId) => (inside: boolean) => {
  model.symbol.value = inside ? id : null;
};

export function Explanation({ model }: { model: TrainModel }) {
  const { clock } = useLab();
  const config = model.config.value;
  const family = model.family.value;
  const read = useMemo(
    () => () => {
      const position = clock.position.value;
      const share = signalAt(model.config.value, model.signal.value, position);
      // samples at position 0 are free of noise, though t = 0 of a chain is one step of it
      return { position, signal: share && (position > 0 ? share : 1) };
    },
    [clock, model],
  );
  const { position, signal } = useThrottled(read, 60);
  return (
    <aside class="teach" aria-label={words.explanation}>
      <TimeStatus
        t={timeTextAt(config, position)}
        position={position}
        signal={signal}
        empty={model.reel.value ? null : model.forward.value ? words.onlyRealImages : words.thereAreNoSamples}
      />
      <h2>{words.oneReverseStep}</h2>
      <StepEquation config={config} symbol={model.symbol} />
      <FamilyCanvas
        family={family}
        part="guess"
        data={model.guess}
        class={`guess ${family.id}`}
        label={words.predictions}
        onPoint={highlight(model, 'x0hat')}
      />
      {family.planar && model.layers.value.has('velocity') && (
        <>
          <h2>{words.theVelocity}</h2>
          <p class="gloss">
            <MathSymbol id="udraw" /> {words.velocityGloss}
          </p>
        </>
      )}
      {family.planar && (
        <>
          <h2>{words.theScore}</h2>
          <GlossedEquation
            id="score"
            symbol={model.symbol}
            config={config}
            main="score"
            glosses={model.layers.value.has('score') ? ARROW_GLOSSES : NO_ARROW_GLOSSES}
          />
        </>
      )}
    </aside>
  );
}
