/** One sentence below equations: the symbol that has the pointer or the focus, or the resting one, with its value now. */
import { useMemo } from 'preact/hooks';
import { useThrottled } from '../../useThrottled';
import { MathSymbol } from '../../widgets/Equation';
import type { ProcessModel } from './model';
import { type Glossed, gloss, isGlossed } from './words';

interface Props {
  readonly model: ProcessModel;
  /** The symbols of the equations above. */
  readonly of: readonly Glossed[];
  readonly resting: Glossed;
}

const INTERVAL = 80;

export function Gloss({ model, of, resting }: Props) {
  const read = useMemo(() => () => model.now.value, [model]);
  const now = useThrottled(read, INTERVAL);
  const symbol = model.symbol.value;
  const id = isGlossed(symbol) && of.includes(symbol) ? symbol : resting;
  const { strong, text } = gloss(id, now);
  return (
    <p class="gloss">
      <MathSymbol id={id} /> {strong && <b>{strong}</b>} {text}
    </p>
  );
}
