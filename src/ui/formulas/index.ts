/** What an equation gains once the page is used: the meaning of all symbols, and the button that opens the formula. */
export { GLOSSES } from '../widgets/glosses';
export { FormulaOpener } from './FormulaOpener';
