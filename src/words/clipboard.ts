/** What stands beside a copy of a link or of code, and where there can be none. */
import { joined } from '../lib/numbers';

export const noClipboard = 'This page may not write to the clipboard.';
export const linkInAddressBar = (link: string) => `The link is in the address bar: ${link}`;
export const linkHasNoWeights = (sides: readonly string[]) =>
  `The link names the settings, not the weights of ${joined(sides)}.`;
export const linkTrains = (sides: readonly string[]) =>
  `Whoever follows it trains ${joined(sides)} with these settings.`;
export const linkHasNoFile = 'The link names the settings, not the file.';
export const linkNeedsFile = 'Whoever follows it has to open the same table.';
