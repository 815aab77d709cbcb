/** What stands beside a copy of a link or of code, and where there can be none. */
export const noClipboard = 'This page may not write to the clipboard.';
export const linkInAddressBar = (link: string) => `The link is in the address bar: ${link}`;
export const linkHasNoFile = 'The link names the settings, not the file.';
export const linkNeedsFile = 'Whoever follows it has to open the same table.';
