/** What is said when files are opened: data, models, figures, links that hold a model. */
import { count } from '../lib/numbers';

export const files = (n: number) => `${n} files`;
/** "digits.zip is", "8 files are". */
const subject = (name: string) => `${name} ${/^\d+ files$/.test(name) ? 'are' : 'is'}`;
export const pointsOpen = (name: string, n: number) => `${subject(name)} open: ${count(n)} points.`;
export const imagesOpen = (name: string, n: number) => `${subject(name)} open: ${count(n)} images.`;
export const modelOpen = (name: string) => `${subject(name)} open.`;
export const modelOpenInTrain = (name: string) => `${subject(name)} open in Train.`;
export const samplesFromIt = 'Samples are being drawn from it.';
export const trainContinues = (step: number) => `Train continues at its step ${count(step)}.`;
export const trainCountsFromHere =
  'Train continues from its weights: the file does not say after how many steps, so they count from 0.';
export const needsData = (hint: string) =>
  `To train it further it needs data to learn from: ${hint[0].toLowerCase()}${hint.slice(1)}.`;

export const isFigure = (path: string, view: string, data: string) =>
  `${path} is a figure of this page: ${view}, ${data.toLowerCase()}.`;
export const opensAnew = 'Opening it loads the page anew with its settings; runs are saved.';
export const namesOwnData = 'It names your own data, which it does not hold.';
export const openFigure = 'Open the figure';

export const sizeInMiB = (path: string, size: number) => `${path} has ${size} MiB.`;
export const atMostMiB = (most: number) =>
  `At most ${most} MiB are read: open a part of it. Nothing was changed.`;
export const leftOut = (n: number) => `${n} could not be decoded and are left out.`;
export const aModel = 'a model';
export const tableOrImages = 'a table or images';
export const openAsModel = 'Open it with "Open model", or drop it on the page';
export const inPlace = (reason: string) => `In ${reason}`;
export const beginsWithPlace = (reason: string) => reason.startsWith('line ');
export const notOpened = (name: string) => `${name} could not be opened.`;
export const nothingChanged = 'Nothing was changed.';

export const linkNotOpened = 'The model of the link could not be opened.';
export const settingsApply = (why: string) => `${why} The settings of the link apply.`;
export const linkHoldsModel = 'This link holds a model.';
export const openTheModel = 'Open the model';
export const tooLargeForLink = (size: string, most: string) =>
  `This model is too large for a link: it would have ${size}, and ${most} is the most.`;
export const whatFits =
  'An MLP of width 64 and depth 3 fits with 58 kB. Download half precision saves this one as a file.';
export const linkCopied = 'The link with the model is copied.';
export const itHas = (size: string) => `It has ${size}.`;
export const inAddressBar = 'The link is in the address bar.';
export const linkLength = (characters: number, size: string) =>
  `The link with the model has ${count(characters)} characters (${size}).`;
export const whatLinkOpens =
  'It opens the averaged weights, in half precision. Browsers take links of this length; chats and mail may cut them, so try it once.';
export const copyTheLink = 'Copy the link';

export const notFetched = (path: string) =>
  `${path} could not be fetched: check the connection and try again.`;
export const cardField = (field: string) => `card.json: sampling, ${field}`;
export const reloadOrIncomplete = 'Reload the page; if that does not help, the site is not complete';
export const yourModel = 'Your model';
export const runOfOtherBrowser = (why: string) =>
  `${why} A run is saved in the browser that trained it: there, “Link with the model” or “Download model” passes it on.`;
export const yourRun = (step: number) => `Your run, step ${count(step)}`;
