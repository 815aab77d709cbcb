/** The keyboard shortcuts, the dialog that lists them, and what the page says about itself there. */

export const keyboard = 'Keyboard';
export const inEveryView = 'In every view';
export const inView = (view: string) => `In ${view}`;
export const singleKeys = 'Single-key shortcuts';
export const glossary = 'Words';
export const close = 'Close';

export const keys = { space: 'Space', ends: 'Home, End', views: '1 to 4', undo: 'Ctrl+Z' };
export const does = {
  play: 'play or stop the animation',
  step: 'one timestep; with Shift a tenth of the axis',
  ends: 'to the data, to pure noise',
  view: 'switch to a view',
  train: 'train, pause or resume',
  trainingStep: 'one training step',
  undo: 'undo a change of the settings; Ctrl+Shift+Z or Ctrl+Y redoes it',
  sample: 'sample with these settings',
  newSeed: 'sample with a new seed',
  gallery: 'open the gallery of runs and trained models',
  list: 'show this list',
};

export const undone = (settings: string) => `Undone: ${settings}.`;
export const redone = (settings: string) => `Redone: ${settings}.`;
