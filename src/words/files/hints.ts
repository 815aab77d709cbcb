/** What to do about a file that is not as its format asks. */

export const archiveDamagedOrCut = 'The archive is damaged or cut short: download or export it again';
export const archiveTooLarge = 'The archive is too large for a tab or made to do harm: use a smaller one';
export const packAgain = 'Unpack the archive and pack it again as a plain ZIP';
export const archiveDamaged = 'The archive is damaged: download or export it again';
export const archiveWithFile = 'Choose an archive or a folder that has it';
export const archiveNames = 'The archive is damaged or made to do harm: pack its files again';
export const fileDamagedOrCut = 'The file is damaged or cut short: download or export it again';
export const fileTooLarge = 'The file is damaged, made to do harm, or too large for a tab: use a smaller one';
export const noIdxFile = 'The file is damaged or no IDX file: download it again';
export const imageKinds = 'Choose PNG, JPEG or WebP images';
export const scaleDown = 'Scale the image down first';
export const imageDamaged = 'The image is damaged: save or download it again';
export const saveAgain = 'The file is damaged: save it again';
export const numberType = 'Save the array with a number type, e.g. array.astype("float32")';
export const cutShort = 'The file is cut short or damaged: save or download it again';
export const doubleOrInt = 'Save the array as float64 or int32';
export const savedByNumpy = 'Choose a file saved by numpy.save or numpy.savez';
export const smallerArray = 'Save a smaller array';
export const saveWithNumpy =
  'The file is damaged or of another kind: save it again with numpy.save or numpy.savez';
export const savedBySavez = 'Choose a file saved by numpy.savez';
export const pictureDamaged = 'The picture is damaged: save or download it again';
export const noSafetensorsFile = 'The file is cut short or no safetensors file: download or export it again';
export const noModelForTab = 'The file is made to do harm or no model for a browser tab: do not use it';
export const modelTooLarge = 'The model is too large for a browser tab: choose a smaller one';
export const stringMetadata = 'Write the file again with string values in its metadata';
export const convertWeights = 'Convert the weights to F32, F16 or BF16 and save them again';
export const fileDamaged = 'The file is damaged: download or export it again';
export const digestDiffers =
  'The file has changed since it was written: download or export it again, or remove sha256 from its metadata if the change is meant';
export const withoutTraining = 'Open the model without its training state, or export it again';
export const pictureOrNewer = 'The picture is damaged or of a newer version of this page';
export const supportedModel = 'Choose another model, or train one of a supported configuration';
export const oneSetOfNames = 'Save the weights again with one set of names';
export const weightsDiverged =
  'The training diverged, or half precision overflowed: export an earlier checkpoint, in float32';
export const exportRuns = 'Export the runs again';
export const reloadPage = 'Reload the page; if that does not help, the site is not complete';
export const tooManyRuns = 'These runs are more than 1.5 GB, too much for one file: export fewer of them.';
