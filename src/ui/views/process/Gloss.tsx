/** One sentence below equations: about the symbol under the pointer or the focus, else about a default one, with its value at the cursor. */
import { useMemo } from 'preact/hooks';
import { MathSymbol } from '../../widgets/MathSymbol';
import { useThrottled } from '../../widgets/useThrottled';
import { type Glossed, gloss, isGlossed } from './findings';
import type { ProcessModel } from './model/processModel';

interface Props {
  readonly model: ProcessModel;
  /** Symbols of the equations above. */
  readonly of: readonly Glossed[];
  /** The symbol that is explained while none is pointed at. */
  readonly fallback: Glossed;
}

const INTERVAL = 80;

export function Gloss({ model, of, fallback }: Props) {
  const read = useMemo(() => () => model.now.value, [model]);
  const now = useThrottled(read, INTERVAL);
  const symbol = model.symbol.value;
  const id = isGlossed(symbol) && of.includes(symbol) ? symbol : fallback;
  const { strong, text } = gloss(id, now);
  return (
    <p class="gloss">
      <MathSymbol id={id} /> {strong && <b>{strong}</b>} {text}
    </p>
  );
}
