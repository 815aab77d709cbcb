/** The offer of a new version. */

export const newVersion = 'A new version of this page is ready.';
export const whenItComes =
  'It comes with a reload now, or by itself once all tabs of this page have been closed. Saved runs stay.';
export const reload = 'Reload';
