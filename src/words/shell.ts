/** The header, the tabs, and what stands around every view. */

export const views = { train: 'Train', compare: 'Compare', sample: 'Sample', process: 'Process' };
export const viewTabs = 'Views';
export const skipToSamples = 'Skip to the samples';
export const copyLink = 'Copy link';
export const copied = 'Copied';
export const noClipboard = 'This page may not write to the clipboard.';
export const linkInAddressBar = (link: string) => `The link is in the address bar: ${link}`;
export const linkHasNoFile = 'The link names the settings, not the file.';
export const linkNeedsFile = 'Whoever follows it has to open the same table.';
export const languages = 'Language';
export const light = 'Light';
export const dark = 'Dark';
export const runs = 'Runs';
export const lessons = 'Lessons';
export const details = 'Details';
export const dismiss = 'Dismiss';
export const keyboardShortcuts = 'Keyboard shortcuts';
