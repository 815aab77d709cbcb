/** What stands in the pictures: axes, keys, notes, empty frames. */
import { count, decimal, figure } from '../../lib/numbers';
import type { FloorBasis } from '../charts';

export const noisingTime = 'Rauschzeit t';
export const trainingStep = 'Trainingsschritt';
export const step = 'Schritt';
export const noLosses = 'Noch keine Verluste.';
export const yourLine = 'Hier erscheint die Kurve des eigenen Laufs.';
export const rowsAppear = 'Zeilen erscheinen, während das Training läuft.';
export const oneBarATerm = 'Ein Balken je Term.';
export const errorOf = (symbol: string) => `Fehler von ${symbol}`;
export const errorOnLogScale = (symbol: string) => `Fehler von ${symbol}, logarithmisch`;
export const now = (value: number) => `jetzt ${figure(value, 2)}`;

export const lossAt = (loss: string, smoothed: string) => `${decimal(loss)}, geglättet ${decimal(smoothed)}`;
export const atStep = (step: number, losses: string) => `Schritt ${count(step)}: ${losses}`;
export const symbolIn = (symbol: string, side: string) => `${symbol} in ${side}`;
export const floor = (fresh: boolean) => `Untergrenze${fresh ? ' für frische Daten' : ''}`;
export function exactFloor(
  value: number | null,
  symbols: string,
  { points, draws }: FloorBasis,
  fresh: boolean,
): string {
  const begin = `Untergrenze${value === null ? '' : ` ${figure(value)}`}${fresh ? ' für frische Daten' : ''}`;
  return draws === null
    ? `${begin}: exaktes ${symbols}${points === null ? '' : ` von ${count(points)} Punkten`}`
    : `${begin}: ${symbols} geschätzt, n = ${count(draws)}`;
}
