/** What the help says about the page and its packages. */

export const about = 'About';
export const listNotFetched = 'The list could not be fetched: check the connection, or build the site.';
export const versionAndNetwork = (version: string) =>
  `DDPM Lab ${version}, MIT licence. Once this page has been opened it works without a network; images and their models do from their first use.`;
export const staysHere =
  'Everything runs in this tab, and nothing is sent anywhere: the page can reach its own site alone.';
export const packagesAndLicences = 'Packages and licences';
export const packages = 'Packages';
export const noTextOfItsOwn = (licence: string) =>
  `The package carries no text of its own: that of ${licence} holds.`;
