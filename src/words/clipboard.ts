/** What stands beside a copy of a link or of code, and where there can be none. */
import { joined } from '../lib/numbers';

export const noClipboard = 'This page may not write to the clipboard.';
export const linkInAddressBar = (link: string) => `The link is in the address bar: ${link}`;
export const linkHasNoWeights = (sides: readonly string[]) =>
  `The link names the settings, not the weights of ${joined(sides)}.`;
export const linkTrains = (sides: readonly string[]) =>
  `Whoever follows it trains ${joined(sides)} with these settings.`;
export const linkHasNoFile = 'The link names the settings, not the file.';
export const linkNeedsTable = 'Whoever follows it has to open the same table.';
export const linkNeedsImages = 'Whoever follows it has to open the same images.';
export const linkHasNoModel = 'The link names the model, not its weights.';
export const linkNeedsBrowser =
  'It opens the run in this browser alone: “Link with the model” or “Download model” passes it on.';
export const linkNeedsModelFile = 'Whoever follows it has to open the same file.';
