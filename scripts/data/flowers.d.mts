/** Names of the kinds, by their numbers. */
export const FLOWER_CLASSES: readonly string[];
/** @returns [32, 32, 3] bytes of image `index`, of the kind `index` modulo the number of kinds */
export function drawFlower(index: number): Uint8Array;
/** @returns [n, 32, 32, 3] bytes of n different flowers and [n] kinds */
export function flowers(n: number): { images: Uint8Array; labels: Uint8Array };
