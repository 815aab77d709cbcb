/** Train, below the batch size: the memory that a run needs. */

export const needs = (memory: string) => `braucht etwa ${memory}`;
export const parts =
  'Gewichte, Zustand des Optimierers, EMA und die für den Rückwärtsdurchlauf gespeicherten Aktivierungen';
