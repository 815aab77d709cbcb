/** A run of a link that does not begin by itself. */

export const endedWhileStarting = 'The last two visits ended while a run was starting.';
export const notByItself =
  'So this one does not begin by itself. If it happens again, choose another backend or a smaller network.';
export const start = 'Start it';
