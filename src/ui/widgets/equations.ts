/** The equations by their ids: those of the first view at once, the others when one of them is first needed. */
import { signal } from '@preact/signals';
import { EQUATIONS, type FirstEquationId, SYMBOLS, type SymbolId } from '../equations.generated';
import type { MORE_EQUATIONS } from '../moreEquations.generated';

export type EquationId = FirstEquationId | keyof typeof MORE_EQUATIONS;

const known = signal<Partial<Record<EquationId, string>>>(EQUATIONS);
const symbols = signal<Partial<Record<SymbolId, string>>>(SYMBOLS);
let loading: Promise<void> | null = null;

async function loadMore(): Promise<void> {
  const { MORE_EQUATIONS, MORE_SYMBOLS } = await import('../moreEquations.generated');
  known.value = { ...EQUATIONS, ...MORE_EQUATIONS };
  symbols.value = { ...SYMBOLS, ...MORE_SYMBOLS };
}

function orLoad(markup: string | undefined): string {
  if (!markup && !loading)
    loading = loadMore().catch(() => {
      loading = null; // no connection: the next one tries again
    });
  return markup ?? '';
}

/** The markup of an equation; empty until it is loaded. Reads a signal. */
export const markupOf = (id: EquationId): string => orLoad(known.value[id]);

/** The same of a symbol. */
export const symbolMarkup = (id: SymbolId): string => orLoad(symbols.value[id]);
