/** What is said when a model is opened or saved: of its files, its weights, its scheduler, and what is assumed. */

/** @param others the names of those that are not read */
export const isRead = (path: string, others: string, isOne: boolean) =>
  `${path} is read; ${others} ${isOne ? 'is' : 'are'} not.`;
export const isReadAbove = (path: string, others: string, isOne: boolean) =>
  `${path} is read; ${others} below it ${isOne ? 'is' : 'are'} not.`;
export const andMore = (names: string, more: number) => `${names} and ${more} more`;
export const decoder = 'a decoder: the network draws latents, which it makes images of';
export const noLatents = 'a network that draws the images themselves';
export const modelOfPixels =
  'Choose a model of pixels, such as a DDPMPipeline: latent diffusion is not supported';
export const several = (count: number, names: string) => `${count} of them: ${names}`;
export const oneModel = 'one model';
export const singleModel = 'Choose the folder or archive of a single model';
/** @param isRaw whether they are not averaged */
export const otherName = (path: string, isRaw: boolean, usual: string) =>
  `The weights are read from ${path}${isRaw ? ', which are not averaged (EMA)' : ''}: their usual name is ${usual}.`;
export const someParts = (parts: number) => `${parts} of the parts`;
export const allParts = (parts: number) => `all ${parts}`;
export const allFiles = 'Choose all files of the model';
export const safetensorsWeights = 'the weights in the safetensors format';
export const noFileBut = (names: string) => `no such file, but ${names}`;
export const oneFileOfWeights = (name: string) => `one file of weights, by the name ${name}`;
export const renameWeights = (name: string) => `Rename the one that is meant to ${name}`;
export const noFileButPickle = (name: string) =>
  `no such file, but ${name}, a pickle, which can run code and is never read`;
export const noFiles = 'no files';
export const modelFiles = 'config.json and model.safetensors, or a diffusers folder with unet/config.json';
export const weightsWithConfig =
  'Choose the weights together with their config.json and scheduler_config.json, or the whole folder';
export const savedModel = 'Choose a model saved by this app or by diffusers';
export const modelFile = 'model file';
export const pytorchCheckpoint = 'a PyTorch checkpoint, a pickle, which can run code and is never read';
export const onnxGraph = 'an ONNX graph';
export const openModelZip =
  'An exported ONNX file cannot be opened again: open the ZIP that "Download model" saved';
export const safetensorsWithConfig = 'weights in the safetensors format with their config.json';
/** An imperative, for a hint. */
export const saveAsSafetensors =
  'Save the weights in Python with safetensors.torch.save_file(torch.load("model.pt", map_location="cpu", weights_only=True), ' +
  '"diffusion_pytorch_model.safetensors"), or the whole pipeline with pipeline.save_pretrained("folder"), and open the files of that ' +
  'folder: config.json, the weights and scheduler_config.json';

export const dataOfModel = 'The data of the opened model';
export const noUnits =
  'The file does not say the units of its table: samples are in standard deviations of that table, from its mean.';
export const configurationField = (field: string) => `configuration, ${field}`;
export const exportAgain = 'Export the model again';
export const trainedSchedule = 'the schedule that the model was trained with';
export const wholePipeline = 'Choose the files of the whole pipeline';
export const noNullClass = (classes: number) =>
  `The model has ${classes} classes and none for "no class", which guidance needs: it starts at guidance 1.`;
export const latentChannels = (channels: number) =>
  `${channels} (4 are those of a latent model, whose decoder is another network)`;
export const greyOrColour = '1 (grey) or 3 (colour): other images have no picture here';
export const chooseGreyOrColour = 'Choose a model of grey or colour images';
export const shiftNotApplied = (shift: number) =>
  `The file's shift of ${shift} is not applied: samples are drawn in equal steps of t, or as chosen here.`;
export const movedTimesNotApplied =
  "The file's way to move the visited times is not applied: samples are drawn in equal steps of t, or as chosen here.";
export const fixedVariance = (channels: number, needed: number) =>
  `a fixed variance, for the network gives ${channels} channels and not ${needed}`;
export const schedulerOfNetwork = 'Open the scheduler_config.json that belongs to the network';
export const clipToOne = 'Set clip_sample to false or the range to 1';
export const otherSolver = (solver: string) =>
  `The file's scheduler, ${solver}, only says how to sample: its betas are the model's, and samples are drawn with the sampler chosen here.`;
export const offsetNotApplied = (offset: number) =>
  `The file's steps_offset of ${offset} is not applied: with the spacing "leading" each visited time is ${offset} less than in diffusers.`;
export const alphaToOneNotApplied =
  "The file's set_alpha_to_one is false, which is not applied: the last step here goes to clean data.";
export const unknownBetas = 'a list that no schedule here gives';
export const namedBetas = 'the betas of a linear, quadratic, scaled-linear, sigmoid or cosine schedule';
export const saveNamedSchedule = 'Save the scheduler with a named beta_schedule';
export const nearestSchedule = (setting: string, share: string, file: string) =>
  `The nearest is ${setting}: the share of the signal differs by at most ${share}. If that is near enough, write it into ${file} and set trained_betas to null; a model that learned on other betas samples worse`;
export const disagrees = (field: string, run: string, where: string, other: string, used: string) =>
  `run.json says ${field} ${run} and ${where} ${other}: ${used} is used.`;
/** @param size of the images that the network takes */
export const dataOfOtherSize = (dataset: string, size: string) =>
  `The file names the data set ${dataset}, which has no images of ${size}, as its network takes them: it opens as a model of your own images.`;
export const theWeights = 'the weights';
export const whatWeightsSay = 'what the weights say';
export const configOfWeights = 'config.json, which describes the weights,';
export const trainWithPrediction = (prediction: string) =>
  `Train with the prediction "${prediction}" to save the model for diffusers`;
export const velocityOfFlow = 'velocity: that is what its flow scheduler steps by';
export const predictionOfChain = 'eps, x0 or v: a chain of diffusers predicts one of these';
export const processOfPipeline =
  'ddpm or flow: a U-Net is saved as a diffusers pipeline, which has a discrete chain or straight paths';
export const trainWithProcess = 'Train with the process "ddpm" or "flow" to save the model';

export const linkedModel = 'The model of the link';
export const linksModel = "the link's model";
export const characters = (n: number) => `${n} characters`;
export const openFromFile = 'Open the model from its file';
export const linkCharacters = 'letters, digits, - and _';
export const wholeBytes = 'whole bytes';
export const copyLinkAgain = 'Copy the whole link again: a part of it may be missing';
