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
/** Whose answer a floor is: exact of so many points, estimated from so many draws, or with neither the exact one of the density. */
export interface FloorBasis {
  readonly points: number | null;
  readonly draws: number | null;
}
/** "floor 0.27 on fresh data: exact ε* of 600 points". @param value null where there are several */
export function exactFloor(
  value: number | null,
  symbols: string,
  { points, draws }: FloorBasis,
  fresh: boolean,
): string {
  const begin = `floor${value === null ? '' : ` ${figure(value)}`}${fresh ? ' on fresh data' : ''}`;
  return draws === null
    ? `${begin}: exact ${symbols}${points === null ? '' : ` of ${count(points)} points`}`
    : `${begin}: ${symbols} estimated, n = ${count(draws)}`;
}
