/**
 * An equation with its gloss: symbols can be pointed at, focused or tapped; the one that is lights its marks in the pictures, and the
 * sentence below says what it is now.
 */
import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { EQUATIONS, type EquationId, SYMBOLS, type SymbolId } from '../equations.generated';

interface Props {
  readonly id: EquationId;
  /** The symbol that has the pointer or the focus, shared by all that light up. */
  readonly symbol: Signal<string | null>;
  readonly small?: boolean;
}

const symbolOf = (target: EventTarget | null): string | null =>
  target instanceof Element ? (target.closest('[data-sym]')?.getAttribute('data-sym') ?? null) : null;

export function Equation({ id, symbol, small }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const lit = symbol.value;
  useEffect(() => {
    for (const element of box.current?.querySelectorAll('[data-sym]') ?? [])
      element.classList.toggle('on', element.getAttribute('data-sym') === lit);
  }, [lit, id]);
  const light = (event: Event) => {
    symbol.value = symbolOf(event.target);
  };
  const rest = () => {
    symbol.value = null;
  };
  return (
    <div
      ref={box}
      class={small ? 'eq small' : 'eq'}
      onPointerOver={light}
      onPointerLeave={rest}
      onFocusIn={light}
      onFocusOut={rest}
      dangerouslySetInnerHTML={{ __html: EQUATIONS[id] }}
    />
  );
}

/** One symbol in a sentence. */
export function MathSymbol({ id }: { id: SymbolId }) {
  return <span dangerouslySetInnerHTML={{ __html: SYMBOLS[id] }} />;
}
