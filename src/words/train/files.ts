/** The files of a run in Train: what cannot be saved. */

export const noImages = 'Open some images, or choose a data set.';
export const noModel = 'There is no trained model yet.';
export const trainOrOpen = 'Train or open one to save it.';
export const samplesFailed = 'The samples could not be drawn.';
export const noData = 'There are no data to save.';
export const modelFailed = 'The model could not be saved.';
export const networkFailed = 'The network could not be saved.';
export const codeFailed = 'The code could not be saved.';
export const linkFailed = 'There is no link of this model.';
export const drawingSamples = 'Drawing the samples of the file';
export const cancel = 'Cancel';
