/** An equation whose symbols can be pointed at, focused or tapped: the pictures then highlight the marks that the symbol governs. */
import { type Signal, signal } from '@preact/signals';
import { type ComponentType, Fragment } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { RunConfig } from '../../config/fields';
import type { FormulaShown } from '../formulas/FormulaDialog';
import { type EquationId, markupOf } from './equations';
import { nodesOf } from './markup';
import { firstUse } from './useInteracted';

interface Props {
  /** Of the generated equations. */
  readonly markup: string;
  /** The symbol with the pointer or the focus, shared with the pictures. */
  readonly symbol: Signal<string | null>;
  readonly small?: boolean;
  /** The settings whose numbers an opened formula shows; absent where they are those of the form. */
  readonly config?: RunConfig;
}

/** The button that opens a formula: null until the page is used, or for two seconds. */
const opener = signal<ComponentType<FormulaShown> | null>(null);

/** A screen reader may send no event. */
const LATE = 2000; // milliseconds

Promise.race([firstUse, new Promise((resolve) => setTimeout(resolve, LATE))])
  .then(async () => {
    opener.value = (await import('../formulas/FormulaOpener')).default;
  })
  .catch(() => {
    // no connection: symbols stay explained one by one
  });

const symbolOf = (target: EventTarget | null): string | null =>
  target instanceof Element ? (target.closest('[data-sym]')?.getAttribute('data-sym') ?? null) : null;

/** An equation of the first views by its id. */
export const Equation = ({ id, ...props }: Omit<Props, 'markup'> & { readonly id: EquationId }) => (
  <MarkupEquation markup={markupOf(id)} {...props} />
);

export function MarkupEquation({ markup, symbol, small, config }: Props) {
  const Opener = opener.value;
  const box = useRef<HTMLDivElement>(null);
  const lit = symbol.value;
  useEffect(() => {
    for (const element of box.current?.querySelectorAll('[data-sym]') ?? [])
      element.classList.toggle('on', element.getAttribute('data-sym') === lit);
  }, [lit, markup]);
  const highlight = (event: Event) => {
    symbol.value = symbolOf(event.target);
  };
  const clear = (event: Event) => {
    // a tap ends with the pointer's leave: its symbol stays explained until another tap
    if (event instanceof PointerEvent && event.pointerType !== 'mouse') return;
    symbol.value = null;
  };
  return (
    <Fragment>
      {Opener && <Opener markup={markup} config={config} />}
      <div
        ref={box}
        class={small ? 'eq small' : 'eq'}
        onPointerOver={highlight}
        onPointerLeave={clear}
        onFocusIn={highlight}
        onFocusOut={clear}
      >
        {nodesOf(markup)}
      </div>
    </Fragment>
  );
}
