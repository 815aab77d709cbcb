/** @returns the number of classes of these labels, which count from 0; 0 where there are none */
export const classCount = (labels: Uint8Array | undefined): number =>
  labels?.reduce((most, label) => Math.max(most, label + 1), 0) ?? 0;
