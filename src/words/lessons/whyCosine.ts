/** Why the cosine schedule was invented: where a schedule spends its steps. */

export const title = 'Why cosine?';
export const steps = [
  'Read where each schedule spends its steps.',
  'Choose 10, 20, 50 and 200 steps back, and read both errors.',
  'Leave out the first part of the way back, up to 50%.',
  'Then press “Quality against steps” below: the same with two trained networks.',
];
export const look =
  'The dots, which are equal steps of t: how many lie where almost nothing is left of the data.';
export const outcome =
  'The linear schedule destroys the data early: half-way 8% of the variance is signal, with cosine 49%. It spends 37% of its steps at log SNR below −4, where sampling decides nothing, cosine 9%. With the exact denoiser, so that steps alone make the error, linear is 1.5 to 1.6 times as far from the data as cosine at 10, 20, 50 and 200 steps. Without the first 40% of the way back linear is as good at 50 steps: 0.0110, cosine in full 0.0119. So those steps were wasted; cosine without its first 50% is worse, 0.026. The shipped pair of networks, with errors of their own: in 10 DDIM steps linear 0.013 and cosine 0.0081 from the data, in 200 linear 0.0013 and cosine 0.0017 (energy distance; real data 0.00064), so that there linear is no worse. With all 1000 steps of the exact denoiser both are within 0.001: where steps are plenty, linear is no worse in practice.';
export const onImageSizes = 'on schedules and the size of images';
