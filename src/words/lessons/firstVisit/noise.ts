/** First visit: noise a digit. */

export const title = 'Noise a digit';
export const steps = ['Drag the slider from data to noise and back.'];
export const look = 'The row of digits: the same one at every time, with more and more noise.';
export const outcome =
  'Each of T steps shrinks the picture a little and adds a little noise. Nothing is learned here: the way to noise is fixed. A diffusion model learns the way back.';
