/** One symbol of the equations, in a sentence. */
import type { SymbolId } from '../equations.generated';
import { symbolMarkup } from './equations';
import { nodesOf } from './markup';

export function MathSymbol({ id }: { id: SymbolId }) {
  return <span>{nodesOf(symbolMarkup(id))}</span>;
}
