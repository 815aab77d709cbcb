/** An equation above one sentence that explains the symbol with the pointer or the focus, or its main symbol when there is none. */
import { type Signal, signal } from '@preact/signals';
import type { RunConfig } from '../../config/fields';
import { PROCESSES } from '../../diffusion/processes';
import { SAMPLERS } from '../../diffusion/samplers';
import type { StepEquation as StepEquationId } from '../../diffusion/samplers/sampler';
import * as words from '../../words/controls';
import type { SymbolId } from '../equations.generated';
import { Equation, MarkupEquation } from './Equation';
import { type EquationId, markupOf } from './equations';
import { MathSymbol } from './MathSymbol';
import { firstUse } from './useInteracted';

export type Glosses = Partial<Record<SymbolId, string>>;

/** The sentences of all symbols; of the main ones alone until the page is used. */
const glossed = signal<Glosses>(words.mainGlosses);
firstUse
  .then(async () => {
    glossed.value = (await import('./glosses')).GLOSSES;
  })
  .catch(() => {
    // no connection: the main symbols stay explained
  });

interface Props {
  readonly id: EquationId;
  /** The symbol with the pointer or the focus, shared with the pictures. */
  readonly symbol: Signal<string | null>;
  /** Explained while no symbol of the equation is pointed at. */
  readonly main: SymbolId;
  /** Sentences that differ from the usual ones. */
  readonly glosses?: Glosses;
  /** The settings that it is shown for. */
  readonly config: RunConfig;
}

export function GlossedEquation({ id, symbol, main, glosses = {}, config }: Props) {
  const lit = symbol.value;
  const occurs = lit !== null && markupOf(id).includes(`data-sym="${lit}"`);
  const current = occurs ? (lit as SymbolId) : main;
  return (
    <>
      <Equation id={id} symbol={symbol} config={config} />
      <p class="gloss">
        <MathSymbol id={current} /> {glosses[current] ?? glossed.value[current]}
      </p>
    </>
  );
}

interface NotedProps extends Pick<Props, 'symbol' | 'config'> {
  /** Of the generated equations. */
  readonly markup: string;
}

/** A small equation: what a symbol means stands over what is below, while the symbol has the pointer or the focus. */
export function NotedEquation({ markup, symbol, config }: NotedProps) {
  const lit = symbol.value;
  const occurs = lit !== null && markup.includes(`data-sym="${lit}"`);
  return (
    <div class="noted">
      <MarkupEquation markup={markup} symbol={symbol} config={config} small />
      {occurs && (
        <p class="explanation">
          <MathSymbol id={lit as SymbolId} /> {glossed.value[lit as SymbolId]}
        </p>
      )}
    </div>
  );
}

const MAIN: Readonly<Record<StepEquationId, SymbolId>> = {
  ddpm: 'x0hat',
  ddim: 'x0hat',
  'dpm-solver++': 'x0hat',
  ode: 'ode',
  sde: 'wiener',
};

const CLIPPED_GLOSSES: Glosses = {
  x0hat: words.clippedPrediction,
};

/** `config` is that which the samples are drawn with. */
type StepProps = Pick<Props, 'config' | 'symbol'>;

/** One step of a sampler. */
export function StepEquation({ config, symbol }: StepProps) {
  const { equation } = SAMPLERS[config.sampler];
  const glosses = config.clipDenoised ? CLIPPED_GLOSSES : undefined;
  if (equation === 'ode' && PROCESSES[config.process].odeFrame === 'straight')
    return <GlossedEquation id="flowOde" symbol={symbol} main="udraw" config={config} />;
  return (
    <GlossedEquation id={equation} symbol={symbol} main={MAIN[equation]} glosses={glosses} config={config} />
  );
}
