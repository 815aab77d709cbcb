/** The meaning of the equations' symbols: a sentence each, which follows the symbol. Loaded at the first use of the page. */
import { mainGlosses } from '../../words/controls';
import { glosses } from '../../words/glosses';
import type { SymbolId } from '../equations.generated';

export const GLOSSES: Readonly<Partial<Record<SymbolId, string>>> = { ...mainGlosses, ...glosses };
