/** A recording that ships and cannot be read. */

export const recordingDamaged = 'The file is damaged or no recording: build the site again';
