/** The formula that an equation of the page is. */
import type { titles } from '../../words/formulas/opener';
import { EQUATIONS } from '../equations.generated';
import { MORE_EQUATIONS } from '../moreEquations.generated';
import { PROCESS_EQUATIONS } from '../processEquations.generated';

export type FormulaId = keyof typeof titles;

const MARKUP: Readonly<Record<FormulaId, string>> = { ...EQUATIONS, ...MORE_EQUATIONS, ...PROCESS_EQUATIONS };

/** @param markup of the generated equations @returns null for none */
export const formulaOf = (markup: string): FormulaId | null =>
  (Object.keys(MARKUP) as FormulaId[]).find((id) => MARKUP[id] === markup) ?? null;
