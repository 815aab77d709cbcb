/** The score is learned where noised data fall, and nowhere else. */

export const title = 'The score is wrong where there are no data';
export const steps = [
  'Press Train.',
  'Put the slider near t = 20.',
  'Then move the slider towards noise, where the data spread, and watch the heat map.',
];
export const look = 'The heat map: the squared error of the learned ε at each point of the plane.';
export const outcome =
  'Training showed the network only points where noised data fall. There the error is small; in the middle of the ring training samples are rare, and the error at t = 20 is at least 10 times as large. That is why many noise levels are needed: with more noise the data cover the plane.';
