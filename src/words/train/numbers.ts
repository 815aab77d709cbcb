/** The tables of Train's charts. */

export const tables = {
  loss: 'Losses',
  map: 'Newest loss by time',
  score: 'Error of the learned score by time',
  velocity: 'Error of the learned velocity by time',
};
export const columns = {
  loss: ['step', 'loss', 'smoothed'],
  map: ['t', 'loss'],
  score: ['t', 'error'],
};
export const noTimeDrawn = 'no t drawn here';
