/** What a recording that ships has and should have at a place: a part of the first view. */

export const recordingDamaged = 'The file is damaged or no recording: build the site again';
export const inRecording = (field: string) => `recording ${field}`;
export const header = 'header';
export const body = 'body';
export const jsonObject = 'a JSON object';
export const wholeFrom = (least: number) => `a whole number from ${least}`;
export const numbers = (n: number) => `${n} numbers`;
export const atMost = (most: number | string) => `at most ${most}`;
