/** At the end of the cosine schedule the prediction of x0 divides by almost nothing. */

export const title = 'Cosine blows up without clipping';
export const steps = ['Press Train.', 'Then repair it: the same network draws again at once.'];
export const look = 'The samples, and their distance from the data.';
export const outcome =
  'At the end of the cosine [schedule](term:noise-schedule) almost no signal is left, and the prediction x̂₀ = (x − σε̂)/α divides by it: a small error of ε̂ moves x̂₀ far outside the data, and later steps correct only part of it. The distance is more than 1000 times that of real data; clipping x̂₀ of the same network brings it below 20 times.';
export const repair = 'Clip x̂₀ to the range of the data';
