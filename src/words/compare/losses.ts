/** The losses of both sides of the Compare view, and their floors. */

/** Where a loss is from its floor. */
export interface FloorDistance {
  readonly where: 'at' | 'above' | 'below';
  /** Of the floor, written. */
  readonly share: string;
}
export const fromFloor = ({ where, share }: FloorDistance) => (where === 'at' ? 'at' : `${share} ${where}`);
export const lossesFromFloors = (a: FloorDistance, b: FloorDistance) =>
  `A is ${fromFloor(a)} its floor, B ${fromFloor(b)} its own`;
export const bothLosses = 'Both losses and their floors';
export const lossesChart = 'Losses of A and B';
export const ownUnits = 'loss, each in its own unit';
/** @param alike whether both networks predict the same quantity */
export const lossesDiffer = (alike: boolean) =>
  `Losses of different ${alike ? 'schedules or processes' : 'predictions'} are not comparable: their floors differ. Only the distance to the floor is.`;
export const lossesComparable = (floor: string) =>
  `Both have the floor ${floor}, so these two losses can be compared.`;
export const lossesNotComparable = (a: string, b: string) =>
  `The losses are not comparable: the best possible loss is ${a} in A and ${b} in B. Only the distance to the floor is.`;
export const lossesOfFew = 'The floor is that of fresh data: a run on few examples can go below it.';
