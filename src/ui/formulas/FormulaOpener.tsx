/** The button beside an equation that opens its formula. */
import { useSignal } from '@preact/signals';
import * as words from '../../words/formulas/opener';
import { Lazy } from '../widgets/Lazy';
import type { FormulaShown } from './FormulaDialog';
import { formulaOf } from './formulaOf';
import './formulas.css';

const formulaDialog = () => import('./FormulaDialog');

export default function FormulaOpener(formula: FormulaShown) {
  const open = useSignal(false);
  const id = formulaOf(formula.markup);
  const onClose = () => {
    open.value = false;
  };
  return (
    <div class="opener">
      <button
        type="button"
        class="quiet"
        aria-haspopup="dialog"
        aria-label={id ? words.explainFormula(words.titles[id]) : undefined}
        onClick={() => {
          open.value = true;
        }}
      >
        {words.explain}
      </button>
      {open.value && <Lazy load={formulaDialog} props={{ ...formula, onClose }} />}
    </div>
  );
}
