/** The dialog that chooses a pretrained model for Compare. */

export const title = 'A pretrained model as A or B';
/** @param card whether the model has a card, whose sampler both sides take */
export const hint = (card: boolean) =>
  `Both sides then use its data set${card ? ' and the sampler of its card' : ''}. The model keeps its own schedule and network.`;
export const pretrainedModel = 'Pretrained model';
export const loading = 'loading…';
export const trainRun = 'The run of the Train view';
export const openFile = 'Open a file…';
export const noFile = 'No file yet';
export const chooseFile = 'Choose file';
export const chooseFolder = 'Choose folder';
export const fileName = 'A ZIP, or the files of a diffusers folder';
export const folderName = 'Folder of a diffusers pipeline';
export const useAs = 'Use as';
export const training = 'Training';
export const uses = {
  draw: 'Sample only (no training): its samples, quality and evaluations are compared',
  train: 'Continue training from its weights',
};
export const galleryFailed = (why: string) => `The gallery could not be loaded. ${why}`;
export const opening = 'Opening…';
export const add = 'Add';
export const cancel = 'Cancel';
