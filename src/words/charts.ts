/** What stands in the pictures: axes, keys, notes, empty frames. */
import { count, decimal, figure } from '../lib/numbers';

export const noisingTime = 'noising time t';
export const trainingStep = 'training step';
export const step = 'step';
export const noLosses = 'No losses yet.';
export const yourLine = 'Your run draws its line here.';
export const rowsAppear = 'Rows appear as training goes on.';
export const oneBarATerm = 'One bar a term.';
export const errorOf = (symbol: string) => `error of ${symbol}`;
export const errorOnLogScale = (symbol: string) => `error of ${symbol}, log scale`;
export const now = (value: number) => `${figure(value, 2)} now`;

export const lossAt = (loss: string, smoothed: string) => `${decimal(loss)}, smoothed ${decimal(smoothed)}`;
export const atStep = (step: number, losses: string) => `step ${count(step)}: ${losses}`;
export const symbolIn = (symbol: string, side: string) => `${symbol} in ${side}`;
/** @param fresh whether the run may go below it, on examples that it learns by heart */
export const floor = (fresh: boolean) => `floor${fresh ? ' on fresh data' : ''}`;
/** "floor 0.27 on fresh data: exact ε* of 600 points". @param value null where there are several */
export const exactFloor = (value: number | null, symbols: string, points: number | null, fresh: boolean) =>
  `floor${value === null ? '' : ` ${figure(value)}`}${fresh ? ' on fresh data' : ''}: exact ${symbols}${points === null ? '' : ` of ${count(points)} points`}`;
