/** What `index.html` says before any code runs. */

export const title = 'DDPM Lab';
export const description =
  'Ein Diffusionsmodell im Browser-Tab trainieren, auf der GPU, und ihm beim Lernen zusehen.';
export const withoutScript =
  'DDPM Lab trainiert ein neuronales Netz in diesem Tab: dazu braucht es JavaScript.';
