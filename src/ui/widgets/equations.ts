/** The equations by their ids: those of the first view at once, the others when one of them is first needed. */
import { signal } from '@preact/signals';
import { EQUATIONS, type FirstEquationId } from '../equations.generated';
import type { MORE_EQUATIONS } from '../moreEquations.generated';

export type EquationId = FirstEquationId | keyof typeof MORE_EQUATIONS;

const known = signal<Partial<Record<EquationId, string>>>(EQUATIONS);
let isLoading = false;

async function loadMore(): Promise<void> {
  isLoading = true;
  try {
    known.value = { ...EQUATIONS, ...(await import('../moreEquations.generated')).MORE_EQUATIONS };
  } catch {
    isLoading = false; // no connection: the next equation tries again
  }
}

/** The markup of an equation; empty until it is loaded. Reads a signal. */
export function markupOf(id: EquationId): string {
  const markup = known.value[id];
  if (markup === undefined && !isLoading) void loadMore();
  return markup ?? '';
}
